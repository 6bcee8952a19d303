import type { ChecklistId, Prefill } from "./approval-checklist";
import { bundledLibraries } from "./bundled-libraries";
import type { CheckedLink } from "./link-state";
import { parseQgisVersion } from "./qgis-version";

/** What is known of a version; gathered by the review page. */
export interface ChecklistFacts {
  metadata: {
    name: string;
    description: string;
    about: string;
    changelog?: string;
    icon?: string;
    qgisMinimumVersion: string;
    qgisMaximumVersion: string;
  };
  /** Of the version that it is compared with; null without one. */
  previousChangelog: string | null | undefined;
  links: readonly CheckedLink[];
  /** The package's files; null when it could not be opened. */
  paths: readonly string[] | null;
  topFolder: string;
  /** What plugins of other people have too: folders with a slash at the end, and files; null while no check has listed the files. */
  copies: readonly string[] | null;
  /** Files with compiled code; null while the check that looks for it has not ended. */
  binaries: readonly string[] | null;
  /** Codes of the package rules' warnings. */
  warnings: readonly string[];
  similarNames: readonly string[];
  /** ISO 639-3, or null when it cannot be told. */
  language: string | null;
}

const ok = (evidence: string): Prefill => ({ state: "ok", evidence });
const look = (evidence: string): Prefill => ({ state: "look", evidence });
const unsure = (evidence: string): Prefill => ({ state: "unsure", evidence });

const listed = (items: readonly string[], most = 3): string =>
  items.length <= most ? items.join(", ") : `${items.slice(0, most).join(", ")} and ${items.length - most} more`;

/** Answers to the approval practice as far as facts go. */
export const prefillChecklist = (facts: ChecklistFacts): Record<ChecklistId, Prefill> => ({
  links: links(facts),
  repository: repository(facts),
  binaries: binaries(facts),
  changelog: changelog(facts),
  licence: licence(facts),
  bundled: bundled(facts),
  names: facts.similarNames.length > 0 ? look(`Close to ${listed(facts.similarNames)}.`) : ok("No plugin has a name that is close to it."),
  english: english(facts),
  "qgis-versions": qgisVersions(facts),
  icon: icon(facts),
});

const isBad = ({ check }: CheckedLink) => check !== null && check.state !== "ok" && check.state !== "not-checked";
const isOk = ({ check }: CheckedLink) => check?.state === "ok";

function links({ links: all }: ChecklistFacts): Prefill {
  const bad = all.filter(isBad);
  if (bad.length > 0) return look(`No page answers at: ${listed(bad.map((link) => `${link.kind} (${link.url})`))}.`);
  return all.every(isOk) ? ok(`${all.length} of ${all.length} answer.`) : unsure("Not checked yet.");
}

function repository({ links: all }: ChecklistFacts): Prefill {
  const link = all.find((one) => one.kind === "repository");
  if (!link) return look("None is named.");
  if (isBad(link)) return look(`It does not open for the public: ${link.url}`);
  return isOk(link) ? ok(`It opens without signing in: ${link.url}`) : unsure(`Not checked yet: ${link.url}`);
}

function binaries({ binaries: found }: ChecklistFacts): Prefill {
  if (found === null) return unsure("It cannot be told: the check that looks for compiled files has not ended.");
  return found.length > 0 ? look(`Compiled: ${listed(found)}.`) : ok("No compiled file was found.");
}

function changelog({ metadata, previousChangelog }: ChecklistFacts): Prefill {
  const text = metadata.changelog?.trim() ?? "";
  if (text === "") return look("metadata.txt has no changelog.");
  if (previousChangelog === undefined) return ok("There is a changelog; no version before it to compare with.");
  return text === previousChangelog?.trim()
    ? look("It is the same text as in the version before.")
    : ok("It changed since the version before.");
}

function licence({ paths, topFolder, warnings }: ChecklistFacts): Prefill {
  if (paths === null) return unsure("The package could not be opened.");
  const files = paths.filter((path) => /^(?:licen[cs]e|copying)(?:\.\w+)?$/i.test(path.slice(topFolder.length + 1)));
  if (files.length === 0) return look("No licence file in the plugin's folder.");
  return warnings.includes("license-name") ? look(`It is there under another name: ${listed(files)}.`) : ok(`${listed(files)} is there.`);
}

function bundled({ paths, topFolder, copies }: ChecklistFacts): Prefill {
  if (paths === null) return unsure("The package could not be opened.");
  const known = copies ?? [];
  const [folders, files] = [known.filter((copy) => copy.endsWith("/")), known.filter((copy) => !copy.endsWith("/"))];
  const libraries = bundledLibraries(paths, topFolder, folders);
  const without = libraries.filter((library) => !library.hasLicence).map((library) => library.folder);
  if (without.length > 0) return look(`No licence found in ${listed(without)}.`);
  if (copies === null) return unsure("It cannot be told: the files were not compared with those of other plugins.");
  if (libraries.length + files.length === 0) return ok("No folder looks like a library of somebody else.");
  if (files.length > 0) return look(`Plugins of others have the same ${listed(files)}: does its head name a licence?`);
  return ok(`${listed(libraries.map((library) => library.folder))}: each with a licence or package metadata.`);
}

function english({ metadata, language }: ChecklistFacts): Prefill {
  const length = `${metadata.description} ${metadata.about}`.trim().length;
  if (language === null) return unsure(`${length} characters are too few, or too mixed, to tell the language.`);
  return language === "eng" ? ok("It reads as English.") : look(`It does not read as English (guessed language: ${language}).`);
}

/** The majors of QGIS that plugins of today are written for, and where their last minors may lie. */
const QGIS_MAJORS: Record<number, number> = { 3: 44, 4: 99 };

function qgisVersions({ metadata }: ChecklistFacts): Prefill {
  const [from, to] = [parseQgisVersion(metadata.qgisMinimumVersion), parseQgisVersion(metadata.qgisMaximumVersion)];
  const range = `${metadata.qgisMinimumVersion} to ${metadata.qgisMaximumVersion}`;
  if (!from || !to) return look(`The range is no version: ${range}.`);
  const newest = QGIS_MAJORS[from.major];
  if (newest === undefined) return look(`No QGIS of today: ${range}.`);
  if (from.minor > newest) return look(`There is no QGIS ${metadata.qgisMinimumVersion}.`);
  return from.major === 3 && to.major >= 4 && to.major < 99
    ? look(`${range} reaches into QGIS 4, which runs on Qt 6. Was it tested there?`)
    : ok(`${range}.`);
}

function icon({ metadata, paths, topFolder, warnings }: ChecklistFacts): Prefill {
  if (!metadata.icon) return look("metadata.txt names none.");
  if (warnings.includes("icon-ignored")) return look(`${metadata.icon} cannot be shown.`);
  if (paths === null) return unsure("The package could not be opened.");
  const path = `${topFolder}/${metadata.icon.replace(/^\.?\//, "")}`;
  return paths.includes(path) ? ok(metadata.icon) : look(`${metadata.icon} is not in the package.`);
}
