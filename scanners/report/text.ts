import type { CheckOutcome, Finding, Severity, Verdict } from "../core/types";
import { checkById, ruleById } from "../ruleset/rules";
import { type ScanReport, standingOf } from "./scan-report";

const VERDICTS: Readonly<Record<Verdict, string>> = {
  passed: "Passed: nothing to do.",
  advisory: "Passed, with suggestions.",
  blocked: "Blocked: critical findings have to be fixed or kept knowingly.",
  inconclusive: "Could not be checked to the end.",
};
const SEVERITIES: readonly Severity[] = ["critical", "warning", "info"];

const counted = (count: number, one: string) => `${count} ${count === 1 ? one : `${one}s`}`;

/** The report for a terminal: by check and rule, most severe first, with place and repair. */
export function textReport(report: ScanReport): string {
  const lines = [`${report.topFolder} · ruleset ${report.ruleset.name} ${report.ruleset.version}`, ""];
  for (const outcome of report.outcomes) lines.push(...checkLines(outcome), "");
  const { open, suppressed } = report.reason;
  lines.push(VERDICTS[report.reason.verdict]);
  lines.push(
    `${open.critical} critical, ${counted(open.warning, "warning")}, ${counted(open.info, "remark")}${suppressed > 0 ? `, ${suppressed} kept by a comment in the code` : ""}`,
  );
  lines.push(`digest ${report.digest}`);
  return `${lines.map(printable).join("\n")}\n`;
}

function checkLines(outcome: CheckOutcome): string[] {
  const { title } = checkById(outcome.checkId);
  if (outcome.state === "errored") return [`${title}: could not end (${outcome.code})`];
  if (outcome.findings.length === 0) return [`${title}: nothing found`];
  const lines = [`${title}: ${outcome.findings.length} found`];
  const byRule = new Map<string, Finding[]>();
  for (const finding of outcome.findings) byRule.set(finding.ruleId, [...(byRule.get(finding.ruleId) ?? []), finding]);
  const rank = (findings: readonly Finding[]) => Math.min(...findings.map((one) => SEVERITIES.indexOf(one.severity)));
  for (const [ruleId, findings] of [...byRule].sort(([, a], [, b]) => rank(a) - rank(b))) {
    const rule = ruleById(ruleId);
    lines.push(`  ${ruleId}  ${rule?.title ?? ""}`);
    for (const finding of findings) lines.push(findingLine(finding));
    const more = outcome.omitted[ruleId];
    if (more) lines.push(`    and ${more} more`);
    if (rule) lines.push(`    → ${rule.howToFix}`);
  }
  return lines;
}

function findingLine(finding: Finding): string {
  const place = finding.line > 0 ? `${finding.path}:${finding.line}` : finding.path;
  const standing = standingOf(finding) === "suppressed" ? " (kept by a comment)" : "";
  return `    ${finding.severity.padEnd(8)} ${place}  ${finding.message}${standing}`;
}

/** Names in a package may hold control characters, which a terminal would obey. */
function printable(line: string): string {
  return line.replace(/[\p{Cc}\p{Cf}]/gu, "�");
}
