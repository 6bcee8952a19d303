import type { Ruleset, RulesetRule, SeverityCase } from "../core/types";
import { caseConditions } from "./case-words";

/** The first case that fits decides: the last ones say nothing when they lead where every other finding goes, and equal ones in a row are one. */
function caseWords({ severity, cases = [] }: RulesetRule): string {
  const last = cases.findLastIndex((one) => one.severity !== severity);
  const groups: SeverityCase[][] = [];
  for (const one of cases.slice(0, last + 1)) {
    const group = groups.at(-1);
    if (group?.[0]?.severity === one.severity) group.push(one);
    else groups.push([one]);
  }
  return groups.map((group) => `${group[0]?.severity} ${caseConditions(group)}`).join("; ");
}

/** One line for people, "critical when the tool itself rates it high; otherwise warning": what a ruleset does with a rule. One that it does not know came with an update, and is off. */
export function ruleWords(rule: RulesetRule | undefined): string {
  if (!rule) return "off (unknown to these rules)";
  if (!rule.on) return "off";
  const cases = caseWords(rule);
  return cases === "" ? rule.severity : `${cases}; otherwise ${rule.severity}`;
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
