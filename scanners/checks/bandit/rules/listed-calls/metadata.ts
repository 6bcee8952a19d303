import type { RuleMetadata } from "../../../../core/types";
import { banditReference, nosec } from "../../rule-text";

export const RULES: readonly RuleMetadata[] = [
  {
    id: "bandit/B301",
    checkId: "bandit",
    code: "B301",
    title: "Data is loaded with pickle",
    why: "A pickle is a little program that runs while it is loaded. If the file was downloaded, shared or stands in a folder where others write, loading it runs their code inside QGIS.",
    howToFix:
      "Keep your data as JSON, in QgsSettings, or in a GeoPackage. If it must be pickle (a trained model, for instance), load only files that your plugin wrote itself or whose SHA-256 you compare first, and say so.",
    intended: nosec("B301", "pickle.load(stream)"),
    defaultSeverity: "warning",
    badExample: { path: "plugin.py", code: "import pickle\n\n\ndef load(stream):\n    return pickle.load(stream)\n" },
    goodExample: { path: "plugin.py", code: "import json\n\n\ndef load(stream):\n    return json.load(stream)\n" },
    references: [
      banditReference("blacklists", "blacklist_calls", "Bandit: calls to avoid, B301"),
      { title: "Python: pickle", url: "https://docs.python.org/3/library/pickle.html" },
    ],
    cwe: 502,
  },
  {
    id: "bandit/B307",
    checkId: "bandit",
    code: "B307",
    title: "eval() runs an expression as a program",
    why: "eval() is not a calculator: an expression can import modules, delete files or send data away. Plugins tend to feed it attribute values, settings or answers of a web service, so whoever writes those can run code on the machine of everyone who opens them.\n\nWhen the expression is a fixed text in your own code the danger is small, and the finding is only a warning.",
    howToFix:
      "For numbers, lists and dictionaries use ast.literal_eval() or json.loads(). For formulas use QgsExpression. For an attribute whose name is chosen at run time use getattr().",
    intended: nosec("B307", "eval(expression)"),
    defaultSeverity: "critical",
    severityCases: [{ severity: "warning", shape: ["literal"] }],
    badExample: { path: "plugin.py", code: "def read_setting(text):\n    return eval(text)\n" },
    goodExample: { path: "plugin.py", code: "import ast\n\n\ndef read_setting(text):\n    return ast.literal_eval(text)\n" },
    references: [
      banditReference("blacklists", "blacklist_calls", "Bandit: calls to avoid, B307"),
      { title: "QgsExpression", url: "https://qgis.org/pyqgis/master/core/QgsExpression.html" },
    ],
    cwe: 78,
  },
];
