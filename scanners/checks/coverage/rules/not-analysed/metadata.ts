import type { RuleMetadata } from "../../../../core/types";

export const RULES: readonly RuleMetadata[] = [
  {
    id: "coverage/not-analysed",
    checkId: "coverage",
    code: "not-analysed",
    title: "A Python file could not be checked",
    why: "A file that cannot be read as Python 3 cannot be checked, and nobody can say what it does. QGIS cannot import it either, so it is usually a leftover: code for Python 2, a template, a test file that is broken on purpose.\n\nSince a file that nobody checked could hold anything, it stops a version like a critical finding.",
    howToFix:
      "Repair the file, or leave it out of the package. A template that only looks like Python is safe under another ending, for instance .py.txt. The helper plugin_upload.py comes from the Plugin Builder, in older versions written for Python 2, and the plugin never uses it: leave this helper out of the package. A file that is too large to check can be split, or its data moved to JSON or a GeoPackage.",
    intended:
      "There is no comment that lifts this finding, since we cannot read the file. If it has to stay as it is, choose “Ask for acceptance…” below the finding in the version's report and say why: an approver decides.",
    defaultSeverity: "critical",
    badExample: { path: "old_code.py", code: 'print "hello"\n' },
    goodExample: { path: "new_code.py", code: 'print("hello")\n' },
    references: [{ title: "Python 2 to 3", url: "https://docs.python.org/3/howto/pyporting.html" }],
  },
];
