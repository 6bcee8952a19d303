import { type FormatOptions, outcomeOf, type PackageOutcome, type PackageReport, type Style } from "./package-report";
import { pathHintOf, pathHintWords } from "./path-hint";
import { findingsOf, type ScanReport, standingOf } from "./scan-report";
import { coverageLines, erroredLines, keptLines } from "./text-facts";
import { infoLines, type OpenFinding, severityLines } from "./text-findings";
import { counted, printable, wrap } from "./text-layout";

const OUTCOMES: Readonly<Record<PackageOutcome, { style: Style; words: string }>> = {
  passed: { style: "green", words: "Passed: nothing needs attention." },
  advisory: { style: "green", words: "Passed, with suggestions." },
  blocked: { style: "red", words: "Blocked: critical findings must be fixed, or knowingly kept." },
  inconclusive: { style: "yellow", words: "Could not be checked to the end." },
  refused: { style: "red", words: "Refused: the site does not take this package." },
};

/** The report for people: first what blocks, then advice, then remarks as counts, then what was kept and how much was seen. */
export function textReport(report: PackageReport, options: FormatOptions): string {
  const { scan } = report;
  const lines = [...titleLines(report, options), ...problemLines(report, options)];
  if (scan) {
    const open = openFindings(report, scan);
    lines.push(...erroredLines(scan, options));
    lines.push(...severityLines("critical", "Must be fixed", open, options));
    lines.push(...severityLines("warning", "To consider", open, options));
    lines.push(...infoLines(open, options));
    lines.push(...omittedLines(scan), ...keptLines(scan, options), ...comparisonLines(report, options), ...coverageLines(scan));
    const hint = pathHintOf(open, omittedOf(scan));
    if (hint) lines.push(...wrap(printable(pathHintWords(hint)), options.width), "");
  }
  lines.push(...endLines(report, options));
  return `${lines.join("\n")}\n`;
}

function titleLines({ scan, ruleset, engineVersion }: PackageReport, { paint }: FormatOptions): string[] {
  const rules = `ruleset ${printable(ruleset.name)} ${ruleset.version}, engine ${engineVersion}`;
  return [scan ? `${paint("bold", printable(scan.topFolder))}  ${paint("dim", rules)}` : paint("dim", rules), ""];
}

function problemLines({ problems }: PackageReport, options: FormatOptions): string[] {
  if (problems.length === 0) return [];
  const lines = [options.paint("bold", "Package")];
  for (const problem of [...problems].sort((a, b) => Number(a.level === "warning") - Number(b.level === "warning"))) {
    const [mark, style] = problem.level === "error" ? (["✗", "red"] as const) : (["!", "yellow"] as const);
    const place = problem.line ? ` (line ${problem.line})` : "";
    lines.push(
      ...wrap(`${mark} ${printable(problem.message)}${place}`, options.width, "  ", "    ").map((line) => options.paint(style, line)),
    );
    lines.push(...wrap(`→ ${printable(problem.advice)}`, options.width, "    ", "      ").map((line) => options.paint("dim", line)));
  }
  return [...lines, ""];
}

function openFindings(report: PackageReport, scan: ScanReport): OpenFinding[] {
  const changes = new Map(findingsOf(scan.outcomes).map((finding, index) => [finding, report.comparison?.changes[index]]));
  return scan.outcomes.flatMap((outcome) =>
    outcome.state === "errored"
      ? []
      : outcome.findings
          .filter((finding) => standingOf(scan, finding) === "open")
          .map((finding) => {
            const change = changes.get(finding);
            return { ...finding, checkId: outcome.checkId, ...(change ? { change } : {}) };
          }),
  );
}

function omittedOf(scan: ScanReport): Record<string, number> {
  return Object.assign({}, ...scan.outcomes.map((outcome) => (outcome.state === "finished" ? outcome.omitted : {})));
}

function omittedLines(scan: ScanReport): string[] {
  const omitted = Object.entries(omittedOf(scan));
  if (omitted.length === 0) return [];
  return [`Found and not listed: ${omitted.map(([ruleId, more]) => `${counted(more, "more", "more")} of ${ruleId}`).join(", ")}`, ""];
}

function comparisonLines({ comparison }: PackageReport, { width }: FormatOptions): string[] {
  if (!comparison) return [];
  const { counts, fixed, hasOtherRules } = comparison;
  const moved = counts.moved > 0 ? ` (${counts.moved} in another file)` : "";
  const lines = [
    `Against the earlier report: ${counts.new} new, ${counts.carriedOver + counts.moved} carried over${moved}, ${counts.fixed} fixed`,
  ];
  for (const [ruleId, places] of Map.groupBy(fixed, (one) => one.ruleId)) lines.push(`  fixed: ${printable(ruleId)} ${places.length}`);
  if (hasOtherRules)
    lines.push(...wrap("That report came from other rules or another engine, so some differences are not yours.", width, "  "));
  return [...lines, ""];
}

function endLines(report: PackageReport, { paint, width }: FormatOptions): string[] {
  const { style, words } = OUTCOMES[outcomeOf(report)];
  const lines = wrap(words, width).map((line) => paint(style, paint("bold", line)));
  const errors = report.problems.filter((problem) => problem.level === "error").length;
  if (errors > 0) lines.push(`${counted(errors, "broken package rule")}`);
  if (!report.scan) return lines;
  const { open, verdict } = report.scan.reason;
  if (errors > 0) lines.push(`The checks alone: ${OUTCOMES[verdict].words}`);
  lines.push(`${open.critical} critical, ${counted(open.warning, "warning")}, ${counted(open.info, "remark")}`);
  if (open.critical > 0)
    lines.push(...wrap("`greenbadge --explain RULE` says why a rule matters, how to fix it and how to keep it.", width));
  lines.push(paint("dim", `ruleset ${report.ruleset.digest}`), paint("dim", `result  ${report.scan.digest}`));
  return lines;
}
