import type { MailFinding } from "@/db/queries/email-content";
import type { FindingGroup, GroupedFindings } from "@/emails/findings";
import { SEVERITIES, type Severity } from "@/scanners/core/types";

/** More would make the mail longer than anybody reads, and mail programs cut it. */
export const MOST_FINDINGS = 20;

/** So many of those that were not in the version before are told whatever else there is. */
export const MOST_NEW = 5;

/** So many places of critical findings come before the first place of anything else. */
const MOST_CRITICAL_FIRST = 15;

/**
 * New findings first, then those that were there before, each by severity and rule, the worst first. At most 20 are told
 * with their place; the rest are numbers. Each is counted once: as new, or as one of the others.
 *
 * @param counted all that count, also those that are not kept one by one
 */
export function groupFindings(findings: readonly MailFinding[], counted: Readonly<Record<Severity, number>>): GroupedFindings {
  // As in the sentence that counts them (lib/domain/memory.ts), a new note is nothing to be looked at first.
  const isNews = ({ isNew, severity }: MailFinding) => isNew && severity !== "info";
  const [newOnes, before] = [findings.filter(isNews), findings.filter((one) => !isNews(one))];
  const fresh = tell(newOnes, Math.max(MOST_NEW, MOST_FINDINGS - roomFor(before)));
  const others = { ...counted };
  for (const { severity } of newOnes) others[severity] -= 1;
  return { fresh: fresh.groups, newOnes: newOnes.length, groups: tell(before, MOST_FINDINGS - fresh.told).groups, others };
}

/** Every critical place, and one of every other kind. */
function roomFor(findings: readonly MailFinding[]): number {
  const [critical, others] = [findings.filter(isCritical), findings.filter((one) => !isCritical(one))];
  return critical.length + new Set(others.map(kindOf)).size;
}

const isCritical = ({ severity }: Pick<MailFinding, "severity">): boolean => severity === "critical";
const kindOf = ({ severity, ruleId }: MailFinding): string => `${severity} ${ruleId}`;

/** By severity and rule, the worst first, with as many places in all as there is room for. */
function tell(findings: readonly MailFinding[], room: number): { groups: FindingGroup[]; told: number } {
  const sorted = [...findings].sort(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      compare(a.ruleId, b.ruleId) ||
      compare(a.path, b.path) ||
      a.line - b.line,
  );
  const order = orderOfTelling([...Map.groupBy(sorted, kindOf).values()].map(toGroup)).slice(0, room);
  const groups = [...new Set(order)];
  for (const group of groups) group.places.length = order.filter((one) => one === group).length;
  return { groups, told: order.length };
}

/**
 * Each group as often as it has places. Whoever is blocked needs the critical places, not one example of each remark;
 * after them comes one place of every other kind, then more of each, the worst first.
 */
function orderOfTelling(groups: FindingGroup[]): FindingGroup[] {
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
