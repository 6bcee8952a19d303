import type { RuleMetadata } from "../../../../core/types";

function noqa(code: string, statement: string): string {
  return `Put the rule's name on the line: \`${statement}  # noqa: ${code}\`. The finding stays visible as suppressed and no longer counts.`;
}

export const RULES: readonly RuleMetadata[] = [
  {
    id: "flake8/E722",
    checkId: "flake8",
    code: "E722",
    title: "except: without a kind of error",
    why: "A bare except also catches what should end the program, Ctrl-C and sys.exit() among it, and it hides typing mistakes. Users then see a plugin that silently does nothing, and the QGIS log has nothing to report.",
    howToFix:
      "Name the errors that you expect, for instance except (OSError, ValueError):. If you really want all of them, write except Exception: and log it with QgsMessageLog.",
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
    references: [{ title: "pycodestyle: error codes", url: "https://pycodestyle.pycqa.org/en/latest/intro.html#error-codes" }],
    cwe: 396,
  },
  {
    id: "flake8/E999",
    checkId: "flake8",
    code: "E999",
    title: "The file is not valid Python 3",
    why: "QGIS cannot import this file. If the plugin needs it, the plugin fails to load; if not, it is ballast. Often it is code for Python 2, which QGIS left in 2018.",
    howToFix:
      "Repair the line, or leave the file out of the package. Code for Python 2 can be converted; the part that is most often missed is print without parentheses.",
    intended: "There is no way to keep it: the file cannot be checked either, which is reported under Coverage.",
    defaultSeverity: "warning",
    badExample: { path: "old_code.py", code: 'print "hello"\n' },
    goodExample: { path: "new_code.py", code: 'print("hello")\n' },
    references: [{ title: "Flake8: E999", url: "https://flake8.pycqa.org/en/7.3.0/user/error-codes.html" }],
  },
];
