import { LIBRARIES_ANCHOR } from "./library-list";
import type { CheckId, FindingAbove, RuleGroup, ScanCheck, ScanFindings, ScanRule } from "./report";
import { checkAnchor } from "./words";

interface Section {
  check: ScanCheck;
  rules: readonly ScanRule[];
  above: readonly FindingAbove[];
}

type Found = Pick<ScanFindings, "checks" | "above">;

const GROUP_ORDER: readonly RuleGroup[] = ["fix", "consider", "note", "kept"];

/**
 * The checks of a report with their rules: those that stop the version stand first, whether by what they found or because they
 * could not be run to their end. Equally urgent ones keep the order that checks always have.
 */
function sectionsByUrgency(checks: readonly ScanCheck[], { checks: found, above = [] }: Found): Section[] {
  const rulesOf = new Map(found.map(({ checkId, rules }) => [checkId, rules]));
  const aboveOf = Map.groupBy(above, ({ checkId }) => checkId);
  return checks
    .map((check) => ({ check, rules: rulesOf.get(check.checkId) ?? [], above: aboveOf.get(check.checkId) ?? [] }))
    .toSorted((a, b) => urgency(a) - urgency(b));
}

const urgency = ({ check, rules }: Section): number =>
  check.state === "errored" ? 0 : Math.min(GROUP_ORDER.length, ...rules.map((rule) => GROUP_ORDER.indexOf(rule.group)));

/** Checks of which something is listed and, in a whole report, those that have something above or could not be run to their end. */
export const listedSections = (checks: readonly ScanCheck[], findings: Found, isWhole: boolean) =>
  sectionsByUrgency(checks, findings).filter(
    ({ check, rules, above }) => rules.length > 0 || (isWhole && (above.length > 0 || check.state === "errored")),
  );

/** Where a whole report shows what each check found: in its own section, or else, of bundled libraries alone, with these. */
export function anchorsOfChecks(checks: readonly ScanCheck[], findings: Found & Pick<ScanFindings, "libraries">): Map<CheckId, string> {
  const own = listedSections(checks, findings, true).map(({ check }) => [check.checkId, checkAnchor(check.checkId)] as const);
  const apart = checks.filter(({ open }) => findings.libraries.length > 0 && open.critical + open.warning + open.info > 0);
  return new Map([...apart.map(({ checkId }) => [checkId, LIBRARIES_ANCHOR] as const), ...own]);
}
