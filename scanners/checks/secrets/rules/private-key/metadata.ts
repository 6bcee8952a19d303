import type { RuleMetadata } from "../../../../core/types";
import { allowlist, REFERENCE, REVOKE } from "../../rule-text";

export const RULES: readonly RuleMetadata[] = [
  {
    id: "secrets/PrivateKeyDetector",
    checkId: "secrets",
    code: "PrivateKeyDetector",
    title: "A private key",
    why: "A private key proves who somebody is, to servers, to other people or for signatures. Packed into a plugin it belongs to everyone.",
    howToFix: `${REVOKE} Remove the key file from the package: check which files your packing tool takes along, and list the key in .gitattributes with export-ignore.`,
    intended: allowlist("-----BEGIN … KEY-----"),
    defaultSeverity: "critical",
    badExample: { path: "server.pem", code: `-----${"BEGIN RSA PRIVATE"} KEY-----\nMIIE\n-----${"END RSA PRIVATE"} KEY-----\n` },
    goodExample: { path: "server.pem", code: "-----BEGIN CERTIFICATE-----\nMIID\n-----END CERTIFICATE-----\n" },
    references: [REFERENCE],
    cwe: 321,
  },
];
