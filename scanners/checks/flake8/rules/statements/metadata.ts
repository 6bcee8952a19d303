import type { RuleMetadata } from "../../../../core/types";
import { noqa, pycodestyleReference } from "../../rule-text";

export const RULES: readonly RuleMetadata[] = [
  {
    id: "flake8/E722",
    checkId: "flake8",
    code: "E722",
    title: "except: without a kind of error",
    why: "A bare except also catches what should end the program, Ctrl-C and sys.exit() among it, and it hides typing mistakes. Users then see a plugin that silently does nothing, and the QGIS log has nothing to report.",
    howToFix:
      "Name the errors that you expect, for instance except (OSError, ValueError). If you really want all of them, write except Exception and log each with QgsMessageLog.",
    intended: noqa("E722", "except:"),
    defaultSeverity: "warning",
    badExample: {
      path: "plugin.py",
      code: "def load(layer):\n    try:\n        layer.reload()\n    except:\n        return False\n    return True\n",
    },
    goodExample: {
      path: "plugin.py",
      code: "def load(layer):\n    try:\n        layer.reload()\n    except RuntimeError:\n        return False\n    return True\n",
    },
    references: [pycodestyleReference()],
    cwe: 396,
  },
  {
    id: "flake8/E731",
    checkId: "flake8",
    code: "E731",
    title: "A lambda that is given a name",
    why: "When it fails, the traceback in QGIS's message log says <lambda> and not which of them, which makes a user's report hard to follow. A def does the same, has a name there, and has room for a second line.",
    howToFix: "Write a def with this name. A lambda is fine where it needs none, as an argument of connect() for instance.",
    intended: noqa("E731", "double = lambda x: 2 * x"),
    defaultSeverity: "info",
    badExample: { path: "plugin.py", code: "area_of = lambda feature: feature.geometry().area()\n" },
    goodExample: { path: "plugin.py", code: "def area_of(feature):\n    return feature.geometry().area()\n" },
    references: [pycodestyleReference()],
  },
];
