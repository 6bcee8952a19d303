import { randomUUID } from "node:crypto";
import { claimRuns, writeOutcome } from "@/db/commands/check-runs";
import { storeSources } from "@/db/commands/store-sources";
import { getScanJob } from "@/db/queries/scan-job";
import type { Env } from "@/lib/env";
import { log } from "@/lib/logger";
import { scanArtifact } from "@/scanners/core/scan-artifact";
import type { ScanProcessLimits } from "@/scanners/core/scan-process-start";
import type { CheckId } from "@/scanners/core/types";
import type { WorkerDeps } from "./define-task";

/** What one scan may use. */
export function scanLimits(env: Env): ScanProcessLimits {
  return { timeoutMsPerCheck: env.CHECK_TIMEOUT_MS, maxHeapMb: env.SCAN_HEAP_MB };
}

/**
 * Runs checks of one scan in a process of their own and writes each result as soon as it ends, under an attempt token: whoever took
 * the runs over in the meantime has another token, and this result is dropped.
 */
export async function runChecks(deps: WorkerDeps, scanId: string, checkIds: readonly CheckId[], requestId?: string): Promise<void> {
  const job = await getScanJob(deps.db, scanId);
  if (!job) {
    log.info("scan.stopped", { scanId, why: "concluded, superseded or gone" });
    return;
  }
  const token = randomUUID();
  const claimed = await claimRuns(deps.db, scanId, checkIds, token);
  if (claimed.length === 0) return;
  await scanArtifact({
    entry: deps.scanEntry,
    artifactPath: deps.storage.pathOf(job.artifactSha256),
    expectedSha256: job.artifactSha256,
    checkIds: claimed,
    ruleset: job.ruleset,
    fingerprintKey: job.fingerprintKey,
    limits: scanLimits(deps.env),
    spares: deps.spares,
    signal: deps.shutdown,
    // With the check that reads every Python file, so once for a scan; before its outcome, so before anything can be approved.
    onSources: claimed.includes("coverage") ? (sources) => storeSources(deps.db, job.artifactSha256, sources) : undefined,
    onOutcome: async (outcome) => {
      const isWritten = await writeOutcome(deps.db, { scanId, token, outcome, requestId });
      const facts = { scanId, checkId: outcome.checkId, durationMs: outcome.durationMs, requestId };
      if (!isWritten) log.warn("scan.check.discarded", facts);
      else if (outcome.state === "finished") log.info("scan.check.finished", { ...facts, findings: outcome.findings.length });
      else log.error("scan.check.errored", outcome.detail, { ...facts, code: outcome.code });
    },
  });
}
