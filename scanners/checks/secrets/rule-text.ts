import type { Reference, RuleMetadata } from "../../core/types";

export const REFERENCE: Reference = {
  title: "detect-secrets: its detectors",
  url: "https://github.com/Yelp/detect-secrets#viewing-all-enabled-plugins",
};

/** What to do first when a secret has left the house. */
export const REVOKE =
  "First make the secret useless: revoke it at its service and create a new one. It left your machine with the package, and deleting it from the next version does not take it back.";

export function allowlist(statement: string): string {
  return `If it is no secret, say so on the line: \`${statement}  # pragma: allowlist secret\`. The finding stays visible as suppressed and no longer counts. If it is a critical one, an approver looks at a new suppression before the version is published.`;
}

interface VendorToken {
  code: string;
  title: string;
  why: string;
  /** What to do instead; the advice to revoke stands before it. */
  instead: string;
  /** Assembled, so that the file that holds it is not itself a find. */
  bad: string;
  good: string;
  /** The service's own page about its tokens. */
  page: Reference;
}

/** The rule for the tokens of one service: always critical, since they are told by their form and not by guessing. */
export function vendorToken({ code, title, why, instead, bad, good, page }: VendorToken): RuleMetadata {
  return {
    id: `secrets/${code}`,
    checkId: "secrets",
    code,
    title,
    why,
    howToFix: `${REVOKE} ${instead}`,
    intended: allowlist('EXAMPLE = "…"'),
    defaultSeverity: "critical",
    // Six letters of a token's form stand by chance in long hexadecimal data.
    severityCases: [{ severity: "info", shape: ["geometry"] }],
    badExample: { path: "plugin.py", code: `${bad}\n` },
    goodExample: { path: "plugin.py", code: `${good}\n` },
    references: [REFERENCE, page],
    cwe: 798,
  };
}
