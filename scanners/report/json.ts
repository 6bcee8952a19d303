import type { CheckOutcome } from "../core/types";
import { type JsonReport, REPORT_SCHEMA_VERSION } from "./json-schema";
import { outcomeOf, type PackageReport } from "./package-report";
import { type ScanReport, standingOf } from "./scan-report";

/**
 * The report as JSON, after `reportSchema`. Stable: without clock, durations and paths of this machine, so that two runs
 * can be compared as text.
 */
export function jsonReport(report: PackageReport): string {
  return `${JSON.stringify(toJson(report), null, 2)}\n`;
}

function toJson(report: PackageReport): JsonReport {
  const { ruleset, scan, fingerprints, comparison, sha256, fileCount, configFiles, problems } = report;
  return {
    schemaVersion: REPORT_SCHEMA_VERSION,
    engineVersion: report.engineVersion,
    ruleset: { name: ruleset.name, version: ruleset.version, digest: ruleset.digest },
    outcome: outcomeOf(report),
    package: { sha256, fileCount, configFiles: [...configFiles], problems: [...problems] },
    scan: scan && scanJson(report, scan),
    fingerprints: {
      origin: fingerprints.origin,
      keyId: fingerprints.keyId,
      ...(fingerprints.origin === "report" ? { key: fingerprints.key } : {}),
    },
    ...(comparison ? { baseline: comparisonJson(comparison) } : {}),
  };
}

function comparisonJson({ counts, fixed, hasOtherRules }: NonNullable<PackageReport["comparison"]>): JsonReport["baseline"] {
  return {
    new: counts.new,
    carriedOver: counts.carriedOver + counts.moved,
    moved: counts.moved,
    fixed: fixed.map(({ ruleId, path, line, message }) => ({ ruleId, path, line, message })),
    hasOtherRules,
  };
}

function scanJson(report: PackageReport, scan: ScanReport): JsonReport["scan"] {
  const { topFolder, contentDigest, digest, reason } = scan;
  let index = 0;
  const nextChange = () => report.comparison?.changes[index++];
  return { topFolder, contentDigest, digest, ...reason, checks: scan.outcomes.map((outcome) => checkJson(scan, outcome, nextChange)) };
}

type Check = NonNullable<JsonReport["scan"]>["checks"][number];
type Change = NonNullable<PackageReport["comparison"]>["changes"][number];

function checkJson(scan: ScanReport, outcome: CheckOutcome, nextChange: () => Change | undefined): Check {
  if (outcome.state === "errored") return { checkId: outcome.checkId, state: outcome.state, code: outcome.code };
  const { checkId, state, omitted, omittedCritical, coverage } = outcome;
  const findings = outcome.findings.map(({ snippet, ...finding }) => {
    const change = nextChange();
    return {
      ...finding,
      standing: standingOf(scan, { ...finding }),
      ...(change ? { change } : {}),
      ...(snippet ? { snippet: { ...snippet, lines: [...snippet.lines] } } : {}),
    };
  });
  return { checkId, state, findings, omitted, omittedCritical, ...(coverage ? { coverage } : {}) };
}
