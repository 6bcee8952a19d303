import type { RuleMetadata } from "../../../../core/types";
import { banditReference, nosec } from "../../rule-text";

export const RULES: readonly RuleMetadata[] = [
  {
    id: "bandit/B612",
    checkId: "bandit",
    code: "B612",
    title: "Logging settings are taken from a network port, unchecked",
    why: "logging.config.listen() opens a port and applies whatever settings arrive there, and such settings can name Python code to run. On a shared computer or a terminal server every other account can send some to the QGIS that has the plugin loaded.",
    howToFix:
      "Leave it out: a plugin can change its own log level, and QgsMessageLog shows messages to the user. If you need it, pass verify= with a function that accepts only settings signed by you.",
    intended: nosec("B612", "logging.config.listen(9999)"),
    defaultSeverity: "critical",
    badExample: { path: "plugin.py", code: "import logging.config\n\n\ndef start():\n    logging.config.listen(9999).start()\n" },
    goodExample: {
      path: "plugin.py",
      code: 'from qgis.core import Qgis, QgsMessageLog\n\n\ndef start():\n    QgsMessageLog.logMessage("started", "My plugin", Qgis.MessageLevel.Info)\n',
    },
    references: [
      banditReference("plugins", "b612_logging_config_insecure_listen", "B612: logging_config_insecure_listen"),
      { title: "Python: logging.config.listen", url: "https://docs.python.org/3/library/logging.config.html#logging.config.listen" },
    ],
    cwe: 94,
  },
];
