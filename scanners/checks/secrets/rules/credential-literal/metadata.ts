import type { RuleMetadata } from "../../../../core/types";
import { allowlist, REFERENCE, REVOKE } from "../../rule-text";

export const RULES: readonly RuleMetadata[] = [
  {
    id: "secrets/credential-literal",
    checkId: "secrets",
    code: "credential-literal",
    title: "A value that can hardly be anything but a real password or key",
    why: "This value is given to a name like password or token, or looks random, and it also is long, mixes letters and digits and is no word, path, address or placeholder. Such values have been real in nearly every plugin that had one.\n\nA plugin is published: its users, and everybody who searches published packages for keys, can use the account behind it.",
    howToFix: `${REVOKE} Then ask the user for it, or read it from QGIS's authentication database. Services for many users belong behind a server of yours that keeps the key.`,
    intended: allowlist('EXAMPLE_TOKEN = "…"'),
    defaultSeverity: "critical",
    badExample: { path: "plugin.py", code: `service_token = "${"q9Zr4TxWb2"}${"Lm8QkP7v"}"\n` },
    goodExample: { path: "plugin.py", code: 'service_token = settings.value("myplugin/token")\n' },
    references: [
      { title: "CWE-798: use of hard-coded credentials", url: "https://cwe.mitre.org/data/definitions/798.html" },
      REFERENCE,
      { title: "QGIS: authentication system", url: "https://docs.qgis.org/latest/en/docs/user_manual/auth_system/auth_overview.html" },
    ],
    cwe: 798,
  },
];
