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
  const groups: FindingGroup[] = [];
  let told = 0;
  for (const same of byKey.values()) {
    const { ruleId, severity } = same[0] as MailFinding;
    const shown = same.slice(0, Math.max(0, MOST_FINDINGS - told));
    if (shown.length === 0) break;
    told += shown.length;
    const places = shown.map(({ path, line, message, data }) => ({
      path,
      line,
      message,
      ...(ruleId.startsWith("secrets/") && data?.kind ? { kind: data.kind } : {}),
    }));
    groups.push({ ruleId, severity, total: same.length, places });
  }
  return { groups, more: findings.length - told + omitted };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
