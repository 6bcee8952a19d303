import type { RuleGroup, ScanCheck, ScanFindings, ScanRule } from "./report";

interface Section {
  check: ScanCheck;
  rules: readonly ScanRule[];
}

const GROUP_ORDER: readonly RuleGroup[] = ["fix", "consider", "note", "kept"];

/**
 * The checks of a report with their rules: those that stop the version stand first, whether by what they found or because they
 * could not be run to their end. Equally urgent ones keep the order that checks always have.
 */
export function sectionsByUrgency(checks: readonly ScanCheck[], found: ScanFindings["checks"]): Section[] {
  const rulesOf = new Map(found.map(({ checkId, rules }) => [checkId, rules]));
  return checks.map((check) => ({ check, rules: rulesOf.get(check.checkId) ?? [] })).toSorted((a, b) => urgency(a) - urgency(b));
}

const urgency = ({ check, rules }: Section): number =>
  check.state === "errored" ? 0 : Math.min(GROUP_ORDER.length, ...rules.map((rule) => GROUP_ORDER.indexOf(rule.group)));
