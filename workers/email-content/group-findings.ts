import type { MailFinding } from "@/db/queries/email-content";
import type { FindingGroup, GroupedFindings } from "@/emails/findings";
import { SEVERITIES } from "@/scanners/core/types";

/** More would make the mail longer than anybody reads, and mail programs cut it. */
export const MOST_FINDINGS = 20;

/** Of those that were not in the version before: enough to see what the last change brought. */
export const MOST_NEW = 5;

/** So many places of critical findings come before the first place of anything else. */
const MOST_CRITICAL_FIRST = 15;

/**
 * New findings first, a few of them; then the others by severity and rule, the worst first. At most 20 are told with their
 * place; the rest is a number.
 *
 * @param omitted findings that were counted but not stored one by one
 */
export function groupFindings(findings: readonly MailFinding[], omitted = 0): GroupedFindings {
  // As in the sentence that counts them (lib/domain/memory.ts), a new note is nothing to be looked at first.
  const isNews = ({ isNew, severity }: MailFinding) => isNew && severity !== "info";
  const [newOnes, before] = [findings.filter(isNews), findings.filter((one) => !isNews(one))];
  const fresh = tell(newOnes, MOST_NEW);
  const rest = tell([...fresh.untold, ...before], MOST_FINDINGS - fresh.told);
  const total = { new: newOnes.length, all: findings.length + omitted };
  return { fresh: fresh.groups, groups: rest.groups, newOnes: total.new, more: total.all - fresh.told - rest.told };
}

/** By severity and rule, the worst first, with as many places in all as there is room for. */
function tell(findings: readonly MailFinding[], room: number): { groups: FindingGroup[]; told: number; untold: MailFinding[] } {
  const sorted = [...findings].sort(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      compare(a.ruleId, b.ruleId) ||
      compare(a.path, b.path) ||
      a.line - b.line,
  );
  const byKey = Map.groupBy(sorted, (finding) => `${finding.severity} ${finding.ruleId}`);
  const kinds = new Map([...byKey.values()].map((same) => [toGroup(same), same]));
  const order = orderOfTelling([...kinds.keys()]).slice(0, room);
  const groups = [...new Set(order)];
  for (const group of groups) group.places.length = order.filter((one) => one === group).length;
  const untold = [...kinds].flatMap(([group, same]) => same.slice(groups.includes(group) ? group.places.length : 0));
  return { groups, told: order.length, untold };
}

/**
 * Each group as often as it has places. Whoever is blocked needs the critical places, not one example of each remark;
 * after them comes one place of every other kind, then more of each, the worst first.
 */
function orderOfTelling(groups: FindingGroup[]): FindingGroup[] {
  const isCritical = ({ severity }: FindingGroup) => severity === "critical";
  const more = (of: FindingGroup[]) => of.flatMap((group) => group.places.slice(1).map(() => group));
  const critical = groups.filter(isCritical);
  const others = groups.filter((group) => !isCritical(group));
  const blocking = [...critical, ...more(critical)];
  return [...blocking.slice(0, MOST_CRITICAL_FIRST), ...others, ...blocking.slice(MOST_CRITICAL_FIRST), ...more(others)];
}

function toGroup(same: MailFinding[]): FindingGroup {
  const { ruleId, severity } = same[0] as MailFinding;
  const isSecret = ruleId.startsWith("secrets/");
  const places = same.map(({ path, line, message, data }) => ({
    path,
    line,
    message,
    ...(isSecret && data?.kind ? { kind: data.kind } : {}),
  }));
  return { ruleId, severity, total: same.length, places };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
