import { eq } from "drizzle-orm";
import type { CheckErrorCode } from "@/scanners/core/types";
import type { VerdictFinding, VerdictRun } from "@/scanners/core/verdict";
import type { Executor } from "../context";
import { checkRuns, findings } from "../schema";

/** The stored result of a scan in the shape that the verdict and the digest read. */
export async function getScanResult(db: Executor, scanId: string) {
  const runRows = await db.select().from(checkRuns).where(eq(checkRuns.scanId, scanId));
  const findingRows = await db.select().from(findings).where(eq(findings.scanId, scanId));
  const runs: VerdictRun[] = runRows.map((run) => ({
    checkId: run.checkId,
    state: run.state,
    omittedCritical: run.omittedCritical,
    omitted: run.omitted,
    ...(run.errorCode ? { errorCode: run.errorCode as CheckErrorCode } : {}),
  }));
  return { runs, findings: findingRows };
}

export type FindingRow = typeof findings.$inferSelect;

export const toVerdictFinding = (
  row: Pick<FindingRow, "ruleId" | "checkId" | "severity" | "fingerprint" | "equalCount" | "suppression">,
): VerdictFinding => ({
  ruleId: row.ruleId,
  checkId: row.checkId,
  severity: row.severity,
  fingerprint: row.fingerprint,
  equalCount: row.equalCount,
  ...(row.suppression ? { suppression: row.suppression } : {}),
});
