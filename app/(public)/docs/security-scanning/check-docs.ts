import type { CheckId } from "@/components/scan/report";
import { rulesOfCheck } from "@/scanners/ruleset/rules";

export interface CheckDoc {
  /** What it looks for and why, in more words than the summary. */
  about: string;
  /** The tool that authors know, as it is run at home. */
  tool?: { name: string; command: string };
  howToFix: string;
  howToKeep: string;
}

/** The codes that are on by default, as Flake8 itself takes them. */
export const FLAKE8_SELECT = `--select=${rulesOfCheck("flake8")
  .filter((rule) => !rule.isOff)
  .map((rule) => rule.code)
  .join(",")}`;

/** What the information page says of each check beyond the rules' own texts. */
export const CHECK_DOCS: Record<CheckId, CheckDoc> = {
  bandit: {
    about:
      "A plugin runs with all rights of the person who uses QGIS. These rules find code through which somebody else could use them too: a command that is given to a shell, text from a project or a download that is run as a program, a connection that trusts everybody.",
    tool: { name: "Bandit 1.9.4", command: "pip install bandit==1.9.4\nbandit -r my_plugin" },
    howToFix:
      "Start with the critical ones. For most there is a direct replacement: a list of arguments instead of a shell command, ast.literal_eval instead of eval, a certificate check that stays on. Every rule's page shows the code before and after.",
    howToKeep:
      "Put `# nosec` with the rule's number on the line, and your reason behind it: `# nosec B602 - fixed command, no user input`.",
  },
  secrets: {
    about:
      "A published package can be read by everybody, and is searched by machines within minutes. These rules look for keys, tokens and passwords in all text files, not only in Python.",
    tool: { name: "detect-secrets 1.5.0", command: "pip install detect-secrets==1.5.0\ndetect-secrets scan --all-files my_plugin" },
    howToFix:
      "First revoke the secret where it was issued: it has been uploaded, and deleting the line does not take that back. Then let users enter their own key and keep it in QGIS's authentication database, or read public data without a key.",
    howToKeep: "If it is no secret, write `# pragma: allowlist secret` on the line, in the comment style of the file.",
  },
  flake8: {
    about:
      "Mistakes that make a plugin fail while somebody uses it: names that do not exist, errors that are swallowed, files that are not valid Python 3. Never blocking.",
    tool: { name: "Flake8 7.3.0", command: `pip install flake8==7.3.0\nflake8 ${FLAKE8_SELECT} my_plugin` },
    howToFix:
      "Import or define the name, name the error that you expect, repair or remove the broken file. An editor that runs Flake8 shows these while you type.",
    howToKeep: "Put `# noqa` with the rule's code on the line: `# noqa: F821`.",
  },
  permissions: {
    about:
      "A ZIP carries permission bits. QGIS needs none of the special ones; an executable bit says that a file may be meant to run outside of QGIS. Never blocking.",
    tool: { name: "unzip and find", command: "unzip -Z my_plugin.zip\nfind my_plugin -type f -perm /6113" },
    howToFix: "`chmod 644` the files, in git `git update-index --chmod=-x <file>`, and zip the folder again.",
    howToKeep: "Permissions have no comment. Acknowledge a warning on the version's page with your reason.",
  },
  "suspicious-files": {
    about:
      "Programs, libraries, scripts, hidden files and archives inside the archive, known by their content and not only by their names. What a reviewer cannot read, nobody can vouch for. Never blocking.",
    howToFix:
      "Leave out what the plugin does not need: build folders, editor settings, test data. Let users install native libraries from where they come from, and say so in external_deps.",
    howToKeep: "Acknowledge a warning on the version's page and say where the file comes from and how it was built.",
  },
  coverage: {
    about:
      "Says whether every Python file could be read and checked to its end. A file that cannot be checked could hold anything, so it stops a version like a critical finding.",
    howToFix:
      "Repair the file or leave it out of the package. Usually it is left over from Python 2, a template, or a test that is broken on purpose.",
    howToKeep:
      "No comment can lift it, since the file cannot be read. Ask on the version's page to have the finding accepted; an approver decides.",
  },
};
