import type { Ruleset, RulesetRule, SeverityCase } from "../core/types";
import { caseConditions } from "./case-words";

const caseWords = (one: SeverityCase): string => `${one.severity} when ${caseConditions(one)}`;

/** One line for people, "critical when the tool itself rates it high; otherwise warning": what a ruleset does with a rule. One that it does not know came with an update, and is off. */
export function ruleWords(rule: RulesetRule | undefined): string {
  if (!rule) return "off (unknown to these rules)";
  if (!rule.on) return "off";
  if (!rule.cases?.length) return rule.severity;
  return [...rule.cases.map(caseWords), `otherwise ${rule.severity}`].join("; ");
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
