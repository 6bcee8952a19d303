import type { Finding, Severity } from "../core/types";
import { ruleById } from "../ruleset/rules";
import { type FormatOptions, outcomeOf, type PackageReport } from "./package-report";
import { findingsOf, standingOf } from "./scan-report";
import { printable } from "./text-layout";

const COMMANDS: Readonly<Record<Severity, "error" | "warning" | "notice">> = { critical: "error", warning: "warning", info: "notice" };
const GRAVITY: Readonly<Record<Severity, number>> = { critical: 0, warning: 1, info: 2 };

/**
 * Workflow commands of GitHub Actions. The gravest first, because GitHub shows ten of each kind for a step; remarks are
 * one line of counts. What is suppressed is not annotated.
 */
export function githubReport(report: PackageReport, options: FormatOptions): string {
  const { scan, problems } = report;
  const lines = problems.map((problem) =>
    command(
      problem.level,
      { ...(problem.entry ? { file: options.locate(problem.entry) } : {}), title: `Package: ${problem.code}` },
      `${problem.message} ${problem.advice}`,
    ),
  );
  if (scan) {
    for (const { checkId, code } of scan.reason.errored)
      lines.push(command("error", { title: checkId }, `The check could not end (${code}).`));
    const open = findingsOf(scan.outcomes).filter((finding) => standingOf(scan, finding) === "open");
    const loud = open.filter((finding) => finding.severity !== "info").sort((a, b) => GRAVITY[a.severity] - GRAVITY[b.severity]);
    for (const finding of loud) lines.push(annotation(finding, options));
    const remarks = open.length - loud.length;
    if (remarks > 0) lines.push(command("notice", { title: "Greenbadge" }, `${remarks} remarks besides, which change nothing.`));
    lines.push(command("notice", { title: "Greenbadge" }, `${outcomeOf(report)}; ruleset ${scan.ruleset.digest}; result ${scan.digest}`));
  }
  return lines.map((line) => `${line}\n`).join("");
}

function annotation(finding: Finding, { locate }: FormatOptions): string {
  const lines: Record<string, string> = finding.line > 0 ? { line: String(finding.line), endLine: String(finding.endLine) } : {};
  const rule = ruleById(finding.ruleId);
  const title = rule ? `${rule.id}: ${rule.title}` : finding.ruleId;
  return command(
    COMMANDS[finding.severity],
    { file: locate(finding.path), ...lines, title },
    `${finding.message}${rule ? `\n${rule.howToFix}` : ""}`,
  );
}

/** Escaped as the runner unescapes: a package's names and texts can neither end a command nor begin another one. */
function command(name: "error" | "warning" | "notice", properties: Record<string, string>, message: string): string {
  const given = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(value)}`);
  return `::${name}${given.length > 0 ? ` ${given.join(",")}` : ""}::${escapeData(message)}`;
}

const escapeData = (text: string) => text.replaceAll("%", "%25").split("\n").map(printable).join("%0A");
const escapeProperty = (text: string) => escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
