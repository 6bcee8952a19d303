/**
 * The written approval practice: what an approver looks at before a version becomes public. Each item says what is asked
 * and how far it can be answered beforehand; a person ticks it. Kept with the decision by its id, so an id is never used
 * for something else.
 */
export interface ChecklistItem {
  id: ChecklistId;
  question: string;
  /** How the answer below it was found, and what it cannot know. */
  how: string;
  /** Code of the package rule whose paragraph in the docs says more. */
  packageRule?: string;
}

export const CHECKLIST_IDS = [
  "links",
  "repository",
  "binaries",
  "changelog",
  "licence",
  "bundled",
  "names",
  "english",
  "qgis-versions",
  "icon",
] as const;
export type ChecklistId = (typeof CHECKLIST_IDS)[number];

export const CHECKLIST: readonly ChecklistItem[] = [
  { id: "links", question: "Do the links work?", how: "Each address in metadata.txt is asked once a week.", packageRule: "metadata-link" },
  {
    id: "repository",
    question: "Is the source public, and is it the source of this version?",
    how: "The repository's address is asked without signing in. Whether it holds this version is for you to look at.",
    packageRule: "metadata-link",
  },
  { id: "binaries", question: "Is it free of compiled files?", how: "Contents are looked at, not names (check “Suspicious files”)." },
  {
    id: "changelog",
    question: "Does it say what changed?",
    how: "The changelog in metadata.txt, compared with that of the version before.",
  },
  {
    id: "licence",
    question: "Does its licence allow sharing?",
    how: "A file LICENSE is there. Its text is for you to read.",
    packageRule: "missing-license",
  },
  {
    id: "bundled",
    question: "Do bundled libraries come with their licences?",
    how: "Folders that look like libraries, and a licence or package metadata in each; folders and files that plugins of other people have too. Code that was copied into a file is not seen.",
  },
  {
    id: "names",
    question: "Can its name be told from others?",
    how: "Compared with the names of all plugins: letters that differ, leave out or look alike.",
    packageRule: "name-taken",
  },
  {
    id: "english",
    question: "Is the description in English, and does it say what the plugin does?",
    how: "The language of description and “about” is guessed by their letters; short texts cannot be told.",
  },
  {
    id: "qgis-versions",
    question: "Are the QGIS versions plausible?",
    how: "The range in metadata.txt, against the versions of QGIS that there are.",
    packageRule: "metadata-version-range",
  },
  { id: "icon", question: "Has it an icon of its own?", how: "The file that metadata.txt names.", packageRule: "icon-ignored" },
];

/** `ok`: nothing speaks against it. `look`: something does. `unsure`: it cannot be told from here. */
export type PrefillState = "ok" | "look" | "unsure";

export interface Prefill {
  state: PrefillState;
  /** What was found, in a sentence. May hold an author's text. */
  evidence: string;
}
