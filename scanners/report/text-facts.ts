import type { Coverage, Finding, Suppression } from "../core/types";
import { checkById } from "../ruleset/rules";
import type { FormatOptions } from "./package-report";
import { findingsOf, type ScanReport, standingOf } from "./scan-report";
import { counted, printable, sizeWords, wrap } from "./text-layout";

const CAUSES: Readonly<Record<string, string>> = {
  timeout: "took too long and was stopped",
  "out-of-memory": "needed more memory than it may use",
  crashed: "failed by a fault of this program",
};

/** Checks that could not end, said before anything else. */
export function erroredLines(scan: ScanReport, { paint }: FormatOptions): string[] {
  const lines = scan.reason.errored.map(({ checkId, code }) =>
    paint("yellow", `${checkById(checkId).title}: ${CAUSES[code] ?? "could not end"} (${code})`),
  );
  return lines.length > 0 ? [...lines, ""] : [];
}

/** Critical findings kept by the author that are told one by one. */
const MAX_KEPT = 25;

/** What is in the package and does not count, by what hid it. Critical ones one by one, with the author's reason. */
export function keptLines(scan: ScanReport, options: FormatOptions): string[] {
  const { suppressed, acknowledged, accepted } = scan.reason;
  if (suppressed + acknowledged + accepted === 0) return [];
  const hidden = findingsOf(scan.outcomes).filter((finding) => standingOf(scan, finding) === "suppressed");
  const lines = hidden.length > 0 ? [`${counted(hidden.length, "finding")} hidden in the package:`] : [];
  const groups = Map.groupBy(hidden, (finding) => hiddenBy(finding.suppression));
  for (const [by, findings] of groups)
    lines.push(...wrap(`${findings.length} by ${by}: ${ruleCounts(findings)}`, options.width, "  ", "    "));
  const critical = hidden.filter((finding) => finding.severity === "critical");
  for (const finding of critical.slice(0, MAX_KEPT)) lines.push(...criticalLines(finding, options));
  if (critical.length > MAX_KEPT) lines.push(`  … and ${counted(critical.length - MAX_KEPT, "more")} critical; --format json lists all`);
  if (acknowledged > 0) lines.push(`${counted(acknowledged, "warning")} acknowledged by the owner on the site`);
  if (accepted > 0) lines.push(`${counted(accepted, "finding")} accepted by an approver on the site`);
  return [...lines, ""];
}

function hiddenBy(suppression: Suppression | undefined): string {
  return suppression?.by === "pragma" ? "comments in the code" : printable(suppression?.path ?? "");
}

function ruleCounts(findings: readonly Finding[]): string {
  return [...Map.groupBy(findings, (finding) => finding.ruleId)].map(([ruleId, same]) => `${ruleId} ${same.length}`).join(", ");
}

function criticalLines(finding: Finding, { locate, width }: FormatOptions): string[] {
  const reason = finding.suppression?.reason ? `: “${finding.suppression.reason}”` : ", without a reason";
  const place = `${locate(finding.path)}${finding.line > 0 ? `:${finding.line}` : ""}`;
  return wrap(printable(`critical, kept: ${place}  ${finding.ruleId}${reason}`), width, "  ", "    ");
}

/** How much was really looked at. */
export function coverageLines(scan: ScanReport): string[] {
  const pythonFirst = scan.outcomes.toSorted((a, b) => Number(b.checkId === "coverage") - Number(a.checkId === "coverage"));
  const lines = pythonFirst.flatMap((outcome) => {
    if (outcome.state === "errored" || !outcome.coverage) return [];
    const what = outcome.checkId === "coverage" ? "Python" : checkById(outcome.checkId).title;
    return [`${what}: ${coverageWords(outcome.coverage)}`];
  });
  return lines.length > 0 ? ["Looked at", ...lines.map((line) => `  ${line}`), ""] : [];
}

function coverageWords({ filesAnalysed, filesNotAnalysed, bytesAnalysed }: Coverage): string {
  const all = filesAnalysed + filesNotAnalysed;
  if (all === 0) return "no files";
  const files = filesNotAnalysed > 0 ? `${filesAnalysed} of ${counted(all, "file")}` : all === 1 ? "1 file" : `all ${counted(all, "file")}`;
  return `${files}, ${sizeWords(bytesAnalysed)}`;
}
