import type { PluginPackage } from "../archive/types";
import { resultDigest } from "../core/digest";
import { ENGINE_VERSION } from "../core/engine-version";
import type { CheckOutcome, Finding, Ruleset } from "../core/types";
import { decideVerdict, type FindingDecision, type FindingStanding, findingStanding, type VerdictReason } from "../core/verdict";
import { CHECKS, ruleById } from "../ruleset/rules";

/** A whole scan as the reports print it. */
export interface ScanReport {
  engineVersion: string;
  ruleset: { name: string; version: number; digest: string };
  topFolder: string;
  contentDigest: string;
  /** Equal bytes, ruleset and engine give an equal digest, on a server and on a laptop. */
  digest: string;
  /** The effective verdict: with the decisions below. */
  reason: VerdictReason;
  outcomes: readonly CheckOutcome[];
  decisions: readonly FindingDecision[];
}

/**
 * Judges the outcomes of all checks.
 * @param decisions what people said about single findings; the digest does not depend on them
 */
export function reportOf(
  pluginPackage: Pick<PluginPackage, "topFolder" | "contentDigest">,
  ruleset: Ruleset,
  outcomes: readonly CheckOutcome[],
  decisions: readonly FindingDecision[] = [],
): ScanReport {
  const { topFolder, contentDigest } = pluginPackage;
  const findings = findingsOf(outcomes);
  const runs = outcomes.map((outcome) =>
    outcome.state === "finished"
      ? { checkId: outcome.checkId, state: outcome.state, omittedCritical: outcome.omittedCritical }
      : { checkId: outcome.checkId, state: outcome.state, errorCode: outcome.code },
  );
  const required = CHECKS.filter((check) => check.required).map((check) => check.id);
  const { name, version, digest } = ruleset;
  return {
    engineVersion: ENGINE_VERSION,
    ruleset: { name, version, digest },
    topFolder,
    contentDigest,
    digest: resultDigest({ engineVersion: ENGINE_VERSION, rulesetDigest: digest, contentDigest, findings }),
    reason: decideVerdict(runs, findings.map(withCheck), decisions, required),
    outcomes,
    decisions,
  };
}

export function findingsOf(outcomes: readonly CheckOutcome[]): readonly Finding[] {
  return outcomes.flatMap((outcome) => (outcome.state === "finished" ? outcome.findings : []));
}

function withCheck(finding: Finding) {
  const rule = ruleById(finding.ruleId);
  if (!rule) throw new Error(`no rule is called ${finding.ruleId}`);
  return { ...finding, checkId: rule.checkId };
}

/** Whether a finding counts, as far as the report's decisions say. */
export function standingOf(report: Pick<ScanReport, "decisions">, finding: Finding): FindingStanding {
  return findingStanding(withCheck(finding), report.decisions);
}
