import type { RuleMetadata } from "../../../../core/types";

const CODE = "class Plugin:\n    pass\n";
const CHMOD = { title: "chmod: modes of files", url: "https://www.gnu.org/software/coreutils/manual/html_node/File-permissions.html" };
const ZIP_AGAIN = "Then zip the folder again.";
const KEEP =
  "No comment in the code can keep a finding about a file. If the bit is needed, choose “Keep it, with a reason…” below the finding in the version's report and say why: it then counts no longer.";
const NOTE = "Nothing has to be done if the bit is meant: this note changes no verdict.";

function rule(
  code: string,
  mode: number,
  texts: Pick<RuleMetadata, "title" | "why" | "howToFix" | "defaultSeverity">,
  cwe?: number,
): RuleMetadata {
  return {
    id: `files/${code}`,
    checkId: "permissions",
    code,
    ...texts,
    intended: texts.defaultSeverity === "info" ? NOTE : KEEP,
    badExample: { path: "plugin.py", code: CODE, mode },
    goodExample: { path: "plugin.py", code: CODE, mode: 0o644 },
    references: [CHMOD],
    ...(cwe === undefined ? {} : { cwe }),
  };
}

export const RULES: readonly RuleMetadata[] = [
  rule("executable", 0o755, {
    title: "A file is marked as executable",
    why: "QGIS imports a plugin's Python files and reads the others as data; it never starts them as programs. The bit often comes from a Windows share or from a script that was tried out on its own, and does little harm. It still tells a reviewer that the file may be meant to run outside of QGIS.",
    howToFix: `Remove the bit: \`chmod 644 <file>\`, in git \`git update-index --chmod=-x <file>\`. ${ZIP_AGAIN} \`git archive\` takes this bit from git, so commit the change first.`,
    defaultSeverity: "info",
  }),
  rule(
    "setgid",
    0o2644,
    {
      title: "A file runs with its group's rights (setgid)",
      why: "A program with this bit runs with the rights of the file's group instead of those of the person who starts it. Nothing in a QGIS plugin needs that, and where an administrator unpacks plugins for all users it opens a way to more rights.",
      howToFix: `Remove the bit: \`chmod 644 <file>\`. ${ZIP_AGAIN}`,
      defaultSeverity: "warning",
    },
    732,
  ),
  rule(
    "setuid",
    0o4755,
    {
      title: "A file runs with its owner's rights (setuid)",
      why: "A program with this bit runs with the rights of the file's owner, who is the administrator where plugins are installed for all users. Nothing in a QGIS plugin needs that.",
      howToFix: `Remove the bit: \`chmod 644 <file>\`. ${ZIP_AGAIN}`,
      defaultSeverity: "warning",
    },
    732,
  ),
  rule(
    "world-writable",
    0o666,
    {
      title: "Everyone on the computer may change a file",
      why: "QGIS runs a plugin's code as the person who started it. If any other account on the machine may write to the file, it can put code into that person's QGIS: on a shared server or in a class room that is everybody.",
      howToFix: `Set the usual rights: \`chmod 644 <file>\`. Files zipped on a Windows share or in WSL often have mode 777; zip them from git instead. ${ZIP_AGAIN}`,
      defaultSeverity: "warning",
    },
    732,
  ),
];
