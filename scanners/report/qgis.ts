/**
 * The report that the QGIS plugin site (July 2026, qgis-app/plugins/security_scanner.py) stores with a version as
 * `scan_report`: the same members and check names, so that its pages can show our results. Texts are ours.
 */
import type { CheckId, CheckOutcome, Finding } from "../core/types";
import type { PackageReport } from "./package-report";
import { type ScanReport, standingOf } from "./scan-report";

interface SiteCheck {
  name: string;
  category: "security" | "quality";
  severity: "critical" | "warning" | "info";
  description: string;
}

/** Its five checks in its order. Coverage is ours: it is added when it found something, since its findings block. */
const SITE_CHECKS: readonly (SiteCheck & { checkId: CheckId; counts: "python" | "text" | "entries" })[] = [
  {
    checkId: "bandit",
    counts: "python",
    name: "Bandit Security Analysis",
    category: "security",
    severity: "critical",
    description: "Looks for dangerous calls in the plugin's Python code: shell commands, unsafe loading, switched-off certificate checks.",
  },
  {
    checkId: "secrets",
    counts: "text",
    name: "Secrets Detection",
    category: "security",
    severity: "critical",
    description: "Looks for passwords, keys and tokens in all text files.",
  },
  {
    checkId: "flake8",
    counts: "python",
    name: "Code Quality (Flake8)",
    category: "quality",
    severity: "info",
    description: "Looks for mistakes and style problems in the Python code.",
  },
  {
    checkId: "permissions",
    counts: "entries",
    name: "File Permissions",
    category: "security",
    severity: "info",
    description: "Looks for files that are executable or that everybody may change.",
  },
  {
    checkId: "suspicious-files",
    counts: "entries",
    name: "Suspicious Files",
    category: "security",
    severity: "warning",
    description: "Looks for programs, libraries, scripts and hidden files.",
  },
  {
    checkId: "coverage",
    counts: "python",
    name: "Coverage",
    category: "security",
    severity: "critical",
    description: "Says which Python files could not be checked.",
  },
];

/** The site's codes of our file rules; what it does not know counts as suspicious. */
const FILE_CODES: Readonly<Record<string, string>> = {
  "files/executable": "FILE_EXECUTABLE",
  "files/hidden": "FILE_HIDDEN",
};

/** Without a scan (the ZIP cannot be opened) the list of checks is empty. */
export function qgisReport(report: PackageReport): string {
  const checks = report.scan ? checksOf(report, report.scan) : [];
  const failed = (severity: SiteCheck["severity"]) => checks.filter((check) => !check.passed && check.severity === severity).length;
  const summary = {
    total_checks: checks.length,
    passed: checks.filter((check) => check.passed).length,
    warnings: failed("warning"),
    critical: failed("critical"),
    info: failed("info"),
    files_scanned: checks.reduce((sum, check) => sum + check.files_checked, 0),
    total_issues: checks.reduce((sum, check) => sum + check.issues_found, 0),
  };
  return `${JSON.stringify({ summary, config_files: report.configFiles, checks }, null, 2)}\n`;
}

function checksOf(report: PackageReport, scan: ScanReport) {
  return SITE_CHECKS.flatMap(({ checkId, counts, ...site }) => {
    const outcome = scan.outcomes.find((one) => one.checkId === checkId);
    if (!outcome) return [];
    const open = outcome.state === "finished" ? outcome.findings.filter((finding) => standingOf(scan, finding) === "open") : [];
    if (checkId === "coverage" && outcome.state === "finished" && open.length === 0) return [];
    const details =
      outcome.state === "errored" ? [{ file: "N/A", message: `The check could not end (${outcome.code}).` }] : open.map(detailOf);
    return {
      ...site,
      passed: isPassed(outcome, open, site.severity === "critical"),
      files_checked: filesChecked(report, scan, counts),
      issues_found: outcome.state === "finished" ? open.length + sum(Object.values(outcome.omitted)) : 0,
      details,
    };
  });
}

/** On the site a failed check of severity critical blocks; here findings block by their own severity. */
function isPassed(outcome: CheckOutcome, open: readonly Finding[], isBlocking: boolean): boolean {
  if (outcome.state === "errored") return false;
  if (isBlocking) return outcome.omittedCritical === 0 && !open.some((finding) => finding.severity === "critical");
  return open.length === 0;
}

function filesChecked(report: PackageReport, scan: ScanReport, counts: "python" | "text" | "entries"): number {
  if (counts === "entries") return report.fileCount;
  const outcome = scan.outcomes.find((one) => one.checkId === (counts === "python" ? "coverage" : "secrets"));
  return outcome?.state === "finished" ? (outcome.coverage?.filesAnalysed ?? 0) : 0;
}

/** Paths and members differ from check to check, as the site's tools write them. Columns are not known: 0. */
function detailOf(finding: Finding): object {
  const { ruleId, path, line, message, snippet, data } = finding;
  const code = ruleId.slice(ruleId.indexOf("/") + 1);
  if (ruleId.startsWith("bandit/")) {
    const lines = snippet?.lines.map((text, index) => `${snippet.startLine + index} ${text}\n`).join("") ?? "";
    const severity = (finding.toolSeverity ?? "medium").toUpperCase();
    return { file: `/${path}`, line, type: code, severity, confidence: finding.confidence.toUpperCase(), message, code: lines };
  }
  if (ruleId.startsWith("secrets/")) return { file: path, line, type: data?.kind ?? code, message };
  if (ruleId.startsWith("flake8/")) return { file: `/${path}`, line, column: 0, code, message };
  if (ruleId.startsWith("files/")) return { file: path, rule_code: FILE_CODES[ruleId] ?? "FILE_SUSPICIOUS", message };
  return { file: path, line, message };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
