import type { z } from "zod";
import type { ComparedWith, MemoryCounts } from "@/db/queries/finding-memory";
import type { ScanAccess } from "@/db/queries/scan-access";
import type { ReportCheck, ScanReport } from "@/db/queries/scan-report";
import type { getEffectiveReason } from "@/db/queries/scan-standing";
import { absoluteUrl, urls } from "@/lib/urls";
import { checkById } from "@/scanners/ruleset/rules";
import type { scan } from "./schemas/scan";

type ScanJson = z.input<typeof scan>;

type ScanMemoryCounts = MemoryCounts & { comparedWith: ComparedWith };

/** @param known the verdict with the decisions in force, and how it differs from the version before; null until the scan has finished */
export function scanJson(
  found: ScanAccess,
  report: ScanReport,
  known: { reason: Awaited<ReturnType<typeof getEffectiveReason>>; memory: ScanMemoryCounts | null },
  publicUrl: string,
): ScanJson {
  const { reason, memory } = known;
  const at = (path: string) => absoluteUrl(publicUrl, path);
  const isReport = found.access === "report";
  return {
    scan_id: report.scanId,
    kind: report.kind,
    package_name: found.packageName,
    version: found.version,
    version_id: found.versionId,
    access: found.access,
    state: stateOf(report),
    verdict: reason?.verdict ?? null,
    open: reason?.open ?? null,
    kept: reason && { suppressed: reason.suppressed, acknowledged: reason.acknowledged, accepted: reason.accepted },
    memory: isReport && memory ? memoryJson(memory) : null,
    blocking_rules: isReport
      ? (reason?.blockingRules ?? []).map(({ ruleId, count }) => ({ rule: ruleId, count, url: at(urls.ruleDocs(ruleId)) }))
      : [],
    checks: report.checks.map(checkJson),
    coverage: { python: coverageJson(report.coverage.python), text: coverageJson(report.coverage.text) },
    artifact_sha256: report.artifactSha256,
    result_digest: report.resultDigest,
    ruleset: rulesetJson(report.ruleset, publicUrl),
    engine_version: report.engineVersion,
    queued_at: report.queuedAt.toISOString(),
    concluded_at: report.concludedAt?.toISOString() ?? null,
    expires_at: found.expiresAt?.toISOString() ?? null,
    package_warnings: isReport ? found.packageWarnings : [],
    url: at(found.versionId === null ? urls.dryRun(report.scanId) : urls.securityTab(found.packageName, found.version)),
    findings_url: isReport ? at(urls.apiFindings(report.scanId)) : null,
    sarif_url: isReport ? at(urls.apiSarif(report.scanId)) : null,
  };
}

const memoryJson = ({ comparedWith, carriedOver, fixed, new: added }: ScanMemoryCounts) => ({
  compared_with: comparedWith.version,
  kind: comparedWith.kind,
  ...{ new: added, carried_over: carriedOver, fixed },
});

function stateOf({ verdict, checks }: ScanReport): ScanJson["state"] {
  if (verdict) return "finished";
  return checks.every((check) => check.state === "queued") ? "queued" : "running";
}

function checkJson(check: ReportCheck): ScanJson["checks"][number] {
  const { title, blocking } = checkById(check.checkId);
  return {
    check: check.checkId,
    title,
    state: check.state,
    blocking,
    duration_ms: check.durationMs,
    error_code: check.errorCode,
    open: check.open,
    kept: check.kept,
  };
}

const coverageJson = (coverage: ScanReport["coverage"]["python"]) =>
  coverage && {
    files_analysed: coverage.filesAnalysed,
    files_not_analysed: coverage.filesNotAnalysed,
    bytes_analysed: coverage.bytesAnalysed,
    bytes_not_analysed: coverage.bytesNotAnalysed,
  };

export const rulesetJson = ({ name, version, title, digest }: ScanReport["ruleset"], publicUrl: string) => ({
  ...{ name, version, title, digest },
  url: absoluteUrl(publicUrl, urls.apiRuleset(digest)),
});
