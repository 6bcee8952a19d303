import type { RuleMetadata } from "../../../../core/types";
import { banditReference, nosec } from "../../rule-text";

export const RULES: readonly RuleMetadata[] = [
  {
    id: "bandit/B102",
    checkId: "bandit",
    code: "B102",
    title: "exec() runs text as a program",
    why: "Whatever reaches exec() runs with everything that the QGIS user may do: files, saved passwords, the network. In a plugin the text often comes from a project file, a layer field or a download, which somebody else can write.\n\nNobody who reads the plugin can tell what will be executed, so a reviewer cannot either.",
    howToFix:
      "Say directly what you mean: call the function, use getattr() for a name that is chosen at run time, or importlib.import_module() for a module of your own plugin. To calculate, QgsExpression evaluates a formula without running Python.",
    intended: nosec("B102", "exec(code)"),
    defaultSeverity: "critical",
    badExample: { path: "plugin.py", code: "def run_step(code):\n    exec(code)\n" },
    goodExample: { path: "plugin.py", code: "def run_step(steps, name):\n    steps[name]()\n" },
    references: [banditReference("plugins", "b102_exec_used", "B102: exec_used")],
    cwe: 78,
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
