import type { RuleMetadata } from "../../../../core/types";
import { flake8Reference } from "../../rule-text";

export const RULES: readonly RuleMetadata[] = [
  {
    id: "flake8/E999",
    checkId: "flake8",
    code: "E999",
    title: "The file is not valid Python 3",
    why: "QGIS cannot import this file. If the plugin needs it, the plugin fails to load; if not, it is ballast. Often it is code for Python 2, which QGIS left in 2018.",
    howToFix:
      "Repair the line, or leave the file out of the package. Code for Python 2 can be converted; the part that is most often missed is print without parentheses. The mistake may stand a little before the line: a bracket or a quotation mark that is never closed is noticed late.",
    intended:
      "Leave the file out of the package. QGIS cannot run it, and it cannot be checked either: Coverage reports that, and it blocks.",
    defaultSeverity: "warning",
    badExample: { path: "old_code.py", code: 'print "hello"\n' },
    goodExample: { path: "new_code.py", code: 'print("hello")\n' },
    references: [flake8Reference("E999")],
  },
];
