import type { RuleMetadata } from "../../../../core/types";
import { allowlist, REFERENCE, REVOKE } from "../../rule-text";

export const RULES: readonly RuleMetadata[] = [
  {
    id: "secrets/BasicAuthDetector",
    checkId: "secrets",
    code: "BasicAuthDetector",
    title: "A user name and password in an address",
    why: "Services for maps and databases are often reached by addresses of the form https://name:password@server. In a published plugin the password is public, and addresses also end up in logs, project files and error reports.",
    howToFix: `If the password is real: ${REVOKE} Then keep it in QGIS's authentication database and let the data source refer to it (authcfg).`,
    intended: allowlist('EXAMPLE = "https://…"'),
    defaultSeverity: "critical",
    // Addresses that only show where name and password belong.
    severityCases: [{ severity: "info", shape: ["placeholder"] }],
    badExample: { path: "plugin.py", code: `SERVICE = "https://surveyor:${"Quay44"}-${"lemon"}@maps.example.org/wms"\n` },
    goodExample: { path: "plugin.py", code: 'SERVICE = "https://maps.example.org/wms"\n' },
    references: [
      REFERENCE,
      { title: "QGIS: authentication system", url: "https://docs.qgis.org/latest/en/docs/user_manual/auth_system/auth_overview.html" },
    ],
    cwe: 798,
  },
];
