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
];
