import type { Ruleset, RulesetRule, SeverityCase } from "../core/types";

function caseWords({ severity, toolSeverity, shape, pathClass }: SeverityCase): string {
  const conditions = [
    toolSeverity && `tool says ${toolSeverity.join(" or ")}`,
    shape?.join(" or "),
    pathClass && `in ${pathClass.join(" or ")} code`,
  ].filter(Boolean);
  return `${severity} when ${conditions.join(", ") || "always"}`;
}

/** One line for people: what a ruleset does with a rule. One that it does not know came with an update, and is off. */
export function ruleWords(rule: RulesetRule | undefined): string {
  if (!rule) return "off (unknown to these rules)";
  if (!rule.on) return "off";
  return [rule.severity, ...(rule.cases ?? []).map(caseWords)].join("; ");
}

export interface RuleDifference {
  ruleId: string;
  before: string;
  after: string;
}

/** Rules that two rulesets treat differently, sorted by id. */
export function diffRulesets(a: Ruleset, b: Ruleset): RuleDifference[] {
  const ids = [...new Set([...Object.keys(a.rules), ...Object.keys(b.rules)])].sort();
  return ids
    .map((ruleId) => ({ ruleId, before: ruleWords(a.rules[ruleId]), after: ruleWords(b.rules[ruleId]) }))
    .filter(({ before, after }) => before !== after);
}
