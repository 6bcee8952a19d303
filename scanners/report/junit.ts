import type { CheckOutcome, Finding } from "../core/types";
import { checkById, ruleById } from "../ruleset/rules";
import type { FormatOptions, PackageReport } from "./package-report";
import { type ScanReport, standingOf } from "./scan-report";

/** One `<testcase>`: its attributes, and the element in it that says how it ended. */
interface Case {
  name: string;
  file?: string;
  line?: number;
  ends?: { element: "failure" | "error" | "skipped"; type?: string; message: string; text?: string };
  note?: string;
}

/**
 * JUnit's XML as CI servers read it: a suite per check (and one for the package rules), a case per finding. Open critical
 * findings and warnings are failures; suppressed, acknowledged and accepted ones are skipped; remarks pass.
 */
export function junitReport(report: PackageReport, options: FormatOptions): string {
  const suites = [suite("package", packageCases(report, options))];
  const { scan } = report;
  if (scan) for (const outcome of scan.outcomes) suites.push(suite(outcome.checkId, checkCases(scan, outcome, options)));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="greenbadge">\n${suites.join("")}</testsuites>\n`;
}

function packageCases({ problems }: PackageReport, { locate }: FormatOptions): Case[] {
  if (problems.length === 0) return [{ name: "package rules" }];
  return problems.map(({ code, level, message, advice, entry }) => ({
    name: entry ? `${code} ${entry}` : code,
    ...(entry ? { file: locate(entry) } : {}),
    ...(level === "error"
      ? { ends: { element: "failure" as const, type: code, message, text: advice } }
      : { note: `${message} ${advice}` }),
  }));
}

function checkCases(scan: ScanReport, outcome: CheckOutcome, options: FormatOptions): Case[] {
  const { title } = checkById(outcome.checkId);
  if (outcome.state === "errored")
    return [{ name: title, ends: { element: "error", type: outcome.code, message: "The check could not end." } }];
  if (outcome.findings.length === 0) return [{ name: title }];
  const cases = outcome.findings.map((finding) => findingCase(scan, finding, options));
  const omitted = Object.entries(outcome.omitted).map(([ruleId, more]): Case => {
    const message = `${more} more findings of this rule are not listed.`;
    return outcome.omittedCritical > 0
      ? { name: `${ruleId} more`, ends: { element: "failure", type: ruleId, message } }
      : { name: `${ruleId} more`, note: message };
  });
  return [...cases, ...omitted];
}

function findingCase(scan: ScanReport, finding: Finding, { locate }: FormatOptions): Case {
  const standing = standingOf(scan, finding);
  const file = locate(finding.path);
  const place = { name: `${finding.ruleId} ${file}:${finding.line}`, file, ...(finding.line > 0 ? { line: finding.line } : {}) };
  if (standing !== "open") {
    const reason = finding.suppression?.reason ? `: ${finding.suppression.reason}` : "";
    return { ...place, ends: { element: "skipped", message: `${standing}${reason}` } };
  }
  if (finding.severity === "info") return { ...place, note: finding.message };
  const { message, severity, ruleId } = finding;
  return { ...place, ends: { element: "failure", type: severity, message, text: ruleById(ruleId)?.howToFix ?? "" } };
}

function suite(name: string, cases: readonly Case[]): string {
  const count = (element: string) => cases.filter((one) => one.ends?.element === element).length;
  const counts = { tests: cases.length, failures: count("failure"), errors: count("error"), skipped: count("skipped") };
  const body = cases.map((one) => `    ${caseXml(name, one)}\n`).join("");
  return `  <testsuite${attributes({ name, ...counts })}>\n${body}  </testsuite>\n`;
}

function caseXml(suiteName: string, { name, file, line, ends, note }: Case): string {
  const open = `<testcase${attributes({ classname: `greenbadge.${suiteName}`, name, file, line, time: "0" })}`;
  if (ends) {
    const start = `<${ends.element}${attributes({ type: ends.type, message: ends.message })}`;
    return `${open}>${ends.text ? `${start}>${xml(ends.text)}</${ends.element}>` : `${start}/>`}</testcase>`;
  }
  return note ? `${open}><system-out>${xml(note)}</system-out></testcase>` : `${open}/>`;
}

function attributes(values: Record<string, string | number | undefined>): string {
  return Object.entries(values)
    .map(([key, value]) => (value === undefined ? "" : ` ${key}="${xml(String(value)).replaceAll("\n", "&#10;")}"`))
    .join("");
}

/** XML 1.0 has no spelling at all for most control characters, lone surrogates and two others: they become U+FFFD. */
function xml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\u{FFFD}")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\r", "&#13;");
}
