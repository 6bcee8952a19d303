import { createHash } from "node:crypto";
import { canonicalJson } from "./canonical-json";
import type { Finding } from "./types";

export interface DigestInput {
  engineVersion: string;
  rulesetDigest: string;
  /** `PluginPackage.contentDigest`. */
  contentDigest: string;
  findings: readonly Finding[];
}

/**
 * sha256 (hex) over what a scan means: engine, ruleset, the package's content and the findings' rule, path, lines,
 * severity and suppression. Fingerprints, messages and the clock stay outside, so that a laptop
 * without the server's key gets the same digest.
 */
export function resultDigest(input: DigestInput): string {
  const findings = input.findings
    .map((finding) =>
      canonicalJson([finding.ruleId, finding.path, finding.line, finding.endLine, finding.severity, suppressionOf(finding)]),
    )
    .sort();
  const text = canonicalJson({
    engineVersion: input.engineVersion,
    rulesetDigest: input.rulesetDigest,
    contentDigest: input.contentDigest,
    findings,
  });
  return createHash("sha256").update(text).digest("hex");
}

function suppressionOf(finding: Finding): unknown {
  const suppression = finding.suppression;
  return suppression ? [suppression.by, suppression.ruleSpecific, suppression.path, suppression.line ?? 0] : null;
}
