import { canonicalJson } from "../core/canonical-json";
import type { PathClass, Ruleset, RulesetRule, Severity } from "../core/types";
import { severityOf } from "./rulesets";

/** What is stored of a finding that a ruleset looks at. The shape of the value is not. */
export interface StoredFinding {
  ruleId: string;
  severity: Severity;
  toolSeverity: "high" | "medium" | "low" | null;
  pathClass: PathClass;
}

export const isRuleChanged = (before: Ruleset, after: Ruleset, ruleId: string): boolean =>
  canonicalJson(before.rules[ruleId] ?? null) !== canonicalJson(after.rules[ruleId] ?? null);

/** Rules that two rulesets treat differently, those among them that one of the two does not know. */
export const changedRules = (before: Ruleset, after: Ruleset): string[] =>
  [...new Set([...Object.keys(before.rules), ...Object.keys(after.rules)])].filter((ruleId) => isRuleChanged(before, after, ruleId)).sort();

/** Rules whose findings were dropped before they were stored, and are wanted now: only a new scan knows them. */
export const rulesTurnedOn = (before: Ruleset, after: Ruleset): string[] =>
  Object.keys(after.rules).filter((ruleId) => after.rules[ruleId]?.on && !before.rules[ruleId]?.on);

/** Whether a finding of the rule blocks, or would in some of its cases. */
export const canBeCritical = (ruleset: Ruleset, ruleId: string): boolean => {
  const rule = ruleset.rules[ruleId];
  return rule?.on === true && [rule, ...(rule.cases ?? [])].some(({ severity }) => severity === "critical");
};

const shapesOf = (rule: RulesetRule | undefined) => (rule?.cases ?? []).flatMap((one) => one.shape ?? []);

/**
 * What `after` says of a finding that was judged by `before`, from what is stored of it. All shapes that explain its severity are tried;
 * where they lead to different ones, only a new scan can tell.
 *
 * @returns the severity, null when its rule is off, "unknown" when a new scan is needed
 */
export function derivedSeverity(before: Ruleset, after: Ruleset, finding: StoredFinding): Severity | null | "unknown" {
  const { ruleId, severity, pathClass } = finding;
  if (!isRuleChanged(before, after, ruleId)) return severity;
  const toolSeverity = finding.toolSeverity ? { toolSeverity: finding.toolSeverity } : {};
  const shapes = [undefined, ...new Set([...shapesOf(before.rules[ruleId]), ...shapesOf(after.rules[ruleId])])];
  const judge = (ruleset: Ruleset, shape: string | undefined) =>
    severityOf(ruleset, ruleId, { ...toolSeverity, ...(shape === undefined ? {} : { shape }) }, pathClass);
  const possible = new Set(shapes.filter((shape) => judge(before, shape) === severity).map((shape) => judge(after, shape)));
  const [only = null] = possible;
  return possible.size === 1 ? only : "unknown";
}
