import type { PluginPackage } from "../archive/types";
import { resultDigest } from "../core/digest";
import { ENGINE_VERSION } from "../core/engine-version";
import type { CheckOutcome, Finding, Ruleset } from "../core/types";
import { decideVerdict, type FindingStanding, findingStanding, type VerdictReason } from "../core/verdict";
import { CHECKS, ruleById } from "../ruleset/rules";

/** A whole scan as the reports print it. */
export interface ScanReport {
  engineVersion: string;
  ruleset: { name: string; version: number; digest: string };
  topFolder: string;
  contentDigest: string;
  /** Equal bytes, ruleset and engine give an equal digest, on a server and on a laptop. */
  digest: string;
  reason: VerdictReason;
  outcomes: readonly CheckOutcome[];
}

/** Judges the outcomes of all checks, without any decision of a person. */
export function reportOf(pluginPackage: PluginPackage, ruleset: Ruleset, outcomes: readonly CheckOutcome[]): ScanReport {
  const findings = outcomes.flatMap((outcome) => (outcome.state === "finished" ? outcome.findings : []));
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
    topFolder: pluginPackage.topFolder,
    contentDigest: pluginPackage.contentDigest,
    digest: resultDigest({ engineVersion: ENGINE_VERSION, rulesetDigest: digest, contentDigest: pluginPackage.contentDigest, findings }),
    reason: decideVerdict(runs, findings.map(withCheck), [], required),
    outcomes,
  };
}

function withCheck(finding: Finding) {
  const rule = ruleById(finding.ruleId);
  if (!rule) throw new Error(`no rule is called ${finding.ruleId}`);
  return { ...finding, checkId: rule.checkId };
}

/** Whether a finding counts when nobody decided about it yet. */
export function standingOf(finding: Finding): FindingStanding {
  return findingStanding(withCheck(finding), []);
}
