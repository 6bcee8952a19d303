import type { RuleMetadata } from "../../../../core/types";
import { banditReference, nosec } from "../../rule-text";

export const RULES: readonly RuleMetadata[] = [
  {
    id: "bandit/B105",
    checkId: "bandit",
    code: "B105",
    title: "A text looks like a password written into the code",
    why: "A plugin is published: a password in its code is a password for everybody, in all versions that were ever downloaded.\n\nThe rule goes by names (password, token, secret …), so labels of dialogs and names of settings are often reported too. It is a warning because most hits are harmless; please look at each once.",
    howToFix:
      "Ask the user, and keep the answer in QGIS's authentication database (QgsApplication.authManager()). For tests read it from the environment. If it was a real password, change it at its service: deleting it from the next version does not take it back.",
    intended: nosec("B105", 'TOKEN_LABEL = "Token"'),
    defaultSeverity: "warning",
    badExample: { path: "plugin.py", code: 'password = "correct horse battery"\n' },
    goodExample: { path: "plugin.py", code: 'import os\n\npassword = os.environ.get("SERVICE_LOGIN")\n' },
    references: [
      banditReference("plugins", "b105_hardcoded_password_string", "B105: hardcoded_password_string"),
      {
        title: "QGIS: authentication in plugins",
        url: "https://docs.qgis.org/latest/en/docs/pyqgis_developer_cookbook/authentication.html",
      },
    ],
    cwe: 259,
  },
];
