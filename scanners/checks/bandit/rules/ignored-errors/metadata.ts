import type { Reference, RuleMetadata } from "../../../../core/types";
import { banditReference, nosec } from "../../rule-text";

const MESSAGE_LOG: Reference = {
  title: "QGIS: communicating with the user",
  url: "https://docs.qgis.org/latest/en/docs/pyqgis_developer_cookbook/communicating.html",
};

export const RULES: readonly RuleMetadata[] = [
  {
    id: "bandit/B110",
    checkId: "bandit",
    code: "B110",
    title: "An error is caught and ignored (except: pass)",
    why: "When everything that goes wrong is thrown away, nobody learns that a download was cut off, a file could not be written, or a check failed. The plugin goes on with half of its data, and users report results that nobody can explain.\n\nA bare except also catches the signal by which QGIS or the user ends a program.",
    howToFix:
      "Name the error that you expect (except OSError:), and say what happened: QgsMessageLog.logMessage() for a log, iface.messageBar() for something that the user should know.",
    intended: nosec("B110", "except Exception:"),
    defaultSeverity: "info",
    badExample: {
      path: "plugin.py",
      code: "def remove(layer):\n    try:\n        layer.rollBack()\n    except Exception:\n        pass\n",
    },
    goodExample: {
      path: "plugin.py",
      code: 'from qgis.core import QgsMessageLog\n\n\ndef remove(layer):\n    try:\n        layer.rollBack()\n    except RuntimeError as error:\n        QgsMessageLog.logMessage(str(error), "Demo")\n',
    },
    references: [banditReference("plugins", "b110_try_except_pass", "B110: try_except_pass"), MESSAGE_LOG],
    cwe: 703,
  },
  {
    id: "bandit/B112",
    checkId: "bandit",
    code: "B112",
    title: "An error is caught and the loop goes on (except: continue)",
    why: "One bad feature should not end a whole run, so a loop that goes on is often right. In silence it is not: the result lacks rows, and neither you nor the user can tell which and why. Errors of your own code, a misspelt name for instance, vanish in the same way.",
    howToFix:
      "Name the error that you expect, and keep count of what was left out: feedback.reportError() in a processing algorithm, QgsMessageLog.logMessage() elsewhere.",
    intended: nosec("B112", "except Exception:"),
    defaultSeverity: "info",
    badExample: {
      path: "plugin.py",
      code: "def areas(features):\n    for feature in features:\n        try:\n            yield feature.geometry().area()\n        except Exception:\n            continue\n",
    },
    goodExample: {
      path: "plugin.py",
      code: "def areas(features, feedback):\n    for feature in features:\n        if feature.hasGeometry():\n            yield feature.geometry().area()\n        else:\n            feedback.reportError(str(feature.id()))\n",
    },
    references: [banditReference("plugins", "b112_try_except_continue", "B112: try_except_continue"), MESSAGE_LOG],
    cwe: 703,
  },
];
