import type { RuleMetadata } from "../../../../core/types";
import { noqa, pycodestyleReference } from "../../rule-text";

export const RULES: readonly RuleMetadata[] = [
  {
    id: "flake8/E101",
    checkId: "flake8",
    code: "E101",
    title: "Indentation by tabs in one place and by blanks in another",
    why: "What looks like one block in an editor need not be one for Python, because editors show tabs as wide as they like. Some mixtures are a syntax error, and then QGIS cannot load the plugin; others run and do something else than it seems.",
    howToFix: "Let your editor turn all tabs into four blanks. In QGIS's own Python editor this is done by reformatting the file.",
    intended: noqa("E101", "\treturn True"),
    defaultSeverity: "info",
    badExample: { path: "plugin.py", code: "def first():\n    return 1\n\n\ndef second():\n\treturn 2\n" },
    goodExample: { path: "plugin.py", code: "def first():\n    return 1\n\n\ndef second():\n    return 2\n" },
    references: [pycodestyleReference()],
  },
  {
    id: "flake8/W605",
    checkId: "flake8",
    code: "W605",
    title: "A backslash that means nothing in a text",
    why: "Python keeps such a backslash today and prints a warning, which users see in the log; a later version will refuse the file, and the plugin will no longer load. In a path it is worse: the \\t of C:\\temp is a tab already.",
    howToFix:
      "Write an r before the text, as in r'\\d+', or double the backslash. For paths use forward slashes or os.path.join, which work on every system that QGIS runs on.",
    intended: noqa("W605", "pattern = '\\d+'"),
    defaultSeverity: "warning",
    badExample: { path: "plugin.py", code: "import re\n\nNUMBER = re.compile('\\d+')\n" },
    goodExample: { path: "plugin.py", code: "import re\n\nNUMBER = re.compile(r'\\d+')\n" },
    references: [pycodestyleReference()],
  },
];
