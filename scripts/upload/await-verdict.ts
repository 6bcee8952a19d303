import { setTimeout as sleep } from "node:timers/promises";
import { eq, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { checkRuns, findings, scans, versions } from "@/db/schema";
import { CHECK_IDS, type CheckId, type Verdict } from "@/scanners/core/types";

export interface ScanEnd {
  verdict: Verdict;
  status: string;
  concludedAt: Date;
  /** Findings of each check, suppressed ones included. */
  findings: Record<CheckId, number>;
  /** Checks that could not end, with the reason's code and detail. */
  errored: string[];
}

const POLL_MS = 25;

/** The end of the version's current scan; null when it does not come within `timeoutMs`. */
export async function awaitVerdict(db: Db, versionId: number, timeoutMs: number): Promise<ScanEnd | null> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const [row] = await db
      .select({ status: versions.status, scanId: scans.id, verdict: scans.verdict, concludedAt: scans.concludedAt })
      .from(versions)
      .innerJoin(scans, eq(scans.id, versions.currentScanId))
      .where(eq(versions.id, versionId));
    if (row?.verdict && row.concludedAt) {
      const { status, verdict, concludedAt } = row;
      return { status, verdict, concludedAt, ...(await resultOf(db, row.scanId)) };
    }
    if (Date.now() > deadline) return null;
    await sleep(POLL_MS);
  }
}

async function resultOf(db: Db, scanId: string): Promise<Pick<ScanEnd, "findings" | "errored">> {
  const runs = await db.select().from(checkRuns).where(eq(checkRuns.scanId, scanId));
  const counts = await db
    .select({ checkId: findings.checkId, count: sql<number>`count(*)::int` })
    .from(findings)
    .where(eq(findings.scanId, scanId))
    .groupBy(findings.checkId);
  // Beyond its cap per rule a check counts findings instead of listing them.
  const omitted = (checkId: CheckId) =>
    Object.values(runs.find((run) => run.checkId === checkId)?.omitted ?? {}).reduce((sum, count) => sum + count, 0);
  const listed = (checkId: CheckId) => counts.find((row) => row.checkId === checkId)?.count ?? 0;
  return {
    findings: Object.fromEntries(CHECK_IDS.map((checkId) => [checkId, listed(checkId) + omitted(checkId)])) as Record<CheckId, number>,
    errored: runs.filter((run) => run.state === "errored").map((run) => `${run.checkId}: ${run.errorCode} (${run.errorDetail})`),
  };
}
