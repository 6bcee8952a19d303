import type { MailFinding } from "@/db/queries/email-content";
import type { FindingGroup, GroupedFindings } from "@/emails/findings";
import { SEVERITIES } from "@/scanners/core/types";

/** More would make the mail longer than anybody reads, and mail programs cut it. */
export const MOST_FINDINGS = 20;

/**
 * Findings by severity and rule, the worst first. At most 20 are told with their place; the rest is a number.
 *
 * @param omitted findings that were counted but not stored one by one
 */
export function groupFindings(findings: readonly MailFinding[], omitted = 0): GroupedFindings {
  const sorted = [...findings].sort(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      compare(a.ruleId, b.ruleId) ||
      compare(a.path, b.path) ||
      a.line - b.line,
  );
  const byKey = Map.groupBy(sorted, (finding) => `${finding.severity} ${finding.ruleId}`);
  const groups = [...byKey.values()].slice(0, MOST_FINDINGS).map(toGroup);
  // One place of every kind, then more of each, the worst first.
  let left = MOST_FINDINGS - groups.length;
  for (const group of groups) {
    const shown = 1 + Math.min(left, group.places.length - 1);
    left -= shown - 1;
    group.places.length = shown;
  }
  const told = groups.reduce((sum, group) => sum + group.places.length, 0);
  return { groups, more: findings.length - told + omitted };
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
