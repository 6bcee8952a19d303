import type { RuleMetadata } from "../../../../core/types";

const REFERENCE = { title: "detect-secrets", url: "https://github.com/Yelp/detect-secrets" };

function allowlist(statement: string): string {
  return `If it is no secret, say so on the line: \`${statement}  # pragma: allowlist secret\`. The finding stays visible as suppressed. A suppression that is new is looked at by an approver before the version is published.`;
}

const REVOKE =
  "First make the secret useless: revoke it at its service and create a new one. It left your machine with the package, and deleting it from the next version does not take it back.";

export const RULES: readonly RuleMetadata[] = [
  {
    id: "secrets/AWSKeyDetector",
    checkId: "secrets",
    code: "AWSKeyDetector",
    title: "An access key for Amazon Web Services",
    why: "Whoever downloads the plugin can use the account behind this key: read its buckets, start machines at its owner's cost. Published packages are searched for such keys within minutes.",
    howToFix: `${REVOKE} Then let users enter a key of their own and keep it in QGIS's authentication database, or read public buckets without a key.`,
    intended: allowlist('EXAMPLE_KEY = "…"'),
    defaultSeverity: "critical",
    // Assembled, so that this file is not itself a find.
    badExample: { path: "plugin.py", code: `ACCESS_ID = "${"AKIA"}${"QZ7RTW4EXAMPLE25"}"\n` },
    goodExample: { path: "plugin.py", code: 'import os\n\nACCESS_ID = os.environ.get("ACCESS_ID")\n' },
    references: [
      REFERENCE,
      {
        title: "AWS: what to do with an exposed key",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html",
      },
    ],
    cwe: 798,
  },
  {
    id: "secrets/GitHubTokenDetector",
    checkId: "secrets",
    code: "GitHubTokenDetector",
    title: "An access token for GitHub",
    why: "The token lets its finder act as its owner on GitHub: read private repositories, often also write to them, your plugin's own among them.",
    howToFix: `${REVOKE} Reading public repositories and releases needs no token at all.`,
    intended: allowlist('EXAMPLE = "…"'),
    defaultSeverity: "critical",
    badExample: { path: "plugin.py", code: `HEADERS = {"Authorization": "Bearer ${"ghp"}_${"a1B2".repeat(9)}"}\n` },
    goodExample: { path: "plugin.py", code: 'HEADERS = {"Accept": "application/vnd.github+json"}\n' },
    references: [
      REFERENCE,
      {
        title: "GitHub: revoke a token",
        url: "https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/managing-your-personal-access-tokens",
      },
    ],
    cwe: 798,
  },
  {
    id: "secrets/KeywordDetector",
    checkId: "secrets",
    code: "KeywordDetector",
    title: "A value that is assigned to a name like password or api_key",
    why: "A plugin is published: a password or key in it is one for everybody who downloads it.\n\nThe rule goes by names, so keys of dictionaries and texts of dialogs are reported too. It is a warning because many hits are harmless; please look at each once.",
    howToFix: `If it is real: ${REVOKE} Then ask the user for it, or read it from QGIS's authentication database. If it is only a label or a field's name, call the variable something else (password_label) or mark the line.`,
    intended: allowlist('password_field = "pwd"'),
    defaultSeverity: "warning",
    badExample: { path: "plugin.py", code: `api_key = "${"Zx81-lemon"}-${"Quay44"}"\n` },
    goodExample: { path: "plugin.py", code: 'api_key = settings.value("myplugin/key")\n' },
    references: [REFERENCE],
    cwe: 798,
  },
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
