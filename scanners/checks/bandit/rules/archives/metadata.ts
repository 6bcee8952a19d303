import type { RuleMetadata } from "../../../../core/types";
import { banditReference, nosec } from "../../rule-text";

export const RULES: readonly RuleMetadata[] = [
  {
    id: "bandit/B202",
    checkId: "bandit",
    code: "B202",
    title: "An archive is unpacked without looking at the names in it",
    why: "A tar archive may hold names like ../../startup.py and links to other places. extractall() writes them where they say, so an archive from the internet can put a program into the user's start-up folder or into another plugin.\n\nWhen the members are chosen by your own code first, the finding is a warning. The rule takes every extractall() in a file that imports tarfile, zipfile's among them.",
    howToFix:
      'Pass filter="data" (Python 3.12, and the security releases of older ones): names that lead out of the folder are refused then. zipfile has no such problem; keep it in a file that does not import tarfile, or say in a comment on the line why it is safe.',
    intended: nosec("B202", "archive.extractall(folder)"),
    defaultSeverity: "critical",
    severityCases: [{ severity: "warning", toolSeverity: ["medium", "low"] }],
    badExample: {
      path: "plugin.py",
      code: "import tarfile\n\n\ndef unpack(path, folder):\n    with tarfile.open(path) as archive:\n        archive.extractall(folder)\n",
    },
    goodExample: {
      path: "plugin.py",
      code: 'import tarfile\n\n\ndef unpack(path, folder):\n    with tarfile.open(path) as archive:\n        archive.extractall(folder, filter="data")\n',
    },
    references: [
      banditReference("plugins", "b202_tarfile_unsafe_members", "B202: tarfile_unsafe_members"),
      { title: "Python: tarfile extraction filters", url: "https://docs.python.org/3/library/tarfile.html#extraction-filters" },
    ],
    cwe: 22,
  },
];
