import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { jobKeys } from "@/lib/jobs";
import type { CheckErrorCode, CheckId, CheckOutcome, Finding, PassId } from "@/scanners/core/types";
import type { Db, Tx } from "../context";
import { enqueue } from "../enqueue";
import { listUnfinishedChecks } from "../queries/scan-job";
import { checkRuns, findings, scans } from "../schema";
import { storable } from "./storable";

const UNFINISHED = inArray(checkRuns.state, ["queued", "running"]);
/** Rows per INSERT: 17 columns each stay well under the 65,535 parameters of the protocol. */
const INSERT_ROWS = 1000;

/** Takes the runs that have not ended: a new token per attempt, so that an earlier holder can write no more. */
export async function claimRuns(db: Db, scanId: string, checkIds: readonly CheckId[], token: string): Promise<CheckId[]> {
  if (checkIds.length === 0) return [];
  const rows = await db
    .update(checkRuns)
    .set({ state: "running", attemptToken: token, attempts: sql`${checkRuns.attempts} + 1`, startedAt: new Date() })
    .where(and(eq(checkRuns.scanId, scanId), inArray(checkRuns.checkId, [...checkIds]), UNFINISHED))
    .returning({ checkId: checkRuns.checkId });
  return rows.map((row) => row.checkId);
}

/**
 * Replaces the check's findings, ends its run and wakes the conclusion, in one transaction.
 *
 * @returns false when the token is no longer the run's: nothing was written
 */
export async function writeOutcome(
  db: Db,
  input: { scanId: string; token: string; outcome: CheckOutcome; requestId?: string },
): Promise<boolean> {
  const { scanId, token, outcome } = input;
  return db.transaction(async (tx) => {
    const [run] = await tx
      .select({ id: checkRuns.id })
      .from(checkRuns)
      .innerJoin(scans, eq(scans.id, checkRuns.scanId))
      .where(
        and(
          eq(checkRuns.scanId, scanId),
          eq(checkRuns.checkId, outcome.checkId),
          eq(checkRuns.attemptToken, token),
          eq(checkRuns.state, "running"),
          isNull(scans.supersededAt),
          isNull(scans.verdict),
        ),
      )
      .for("update", { of: checkRuns });
    if (!run) return false;
    await tx.delete(findings).where(and(eq(findings.scanId, scanId), eq(findings.checkId, outcome.checkId)));
    if (outcome.state === "finished") await insertFindings(tx, scanId, outcome.checkId, outcome.findings);
    await endRun(tx, run.id, outcome);
    await wakeConclusion(tx, scanId, input.requestId);
    return true;
  });
}

async function endRun(tx: Tx, runId: string, outcome: CheckOutcome): Promise<void> {
  const durationMs = Math.round(outcome.durationMs);
  const columns =
    outcome.state === "finished"
      ? {
          state: "finished" as const,
          omitted: outcome.omitted,
          omittedCritical: outcome.omittedCritical,
          coverage: outcome.coverage ?? null,
        }
      : { state: "errored" as const, errorCode: outcome.code, errorDetail: storable(outcome.detail.slice(0, 2000)) };
  await tx
    .update(checkRuns)
    .set({ ...columns, finishedAt: new Date(), durationMs })
    .where(eq(checkRuns.id, runId));
}

async function insertFindings(tx: Tx, scanId: string, checkId: CheckId, list: readonly Finding[]): Promise<void> {
  for (let start = 0; start < list.length; start += INSERT_ROWS) {
    await tx.insert(findings).values(list.slice(start, start + INSERT_ROWS).map((finding) => ({ ...storable(finding), scanId, checkId })));
  }
}

/** Every completion wakes the conclusion; the key keeps one waiting job per scan. */
async function wakeConclusion(tx: Tx, scanId: string, requestId?: string): Promise<void> {
  await enqueue(tx, "conclude_scan", { scanId, requestId }, { jobKey: jobKeys.conclude(scanId), priority: -10 });
}

/** Records that a check cannot end, whoever held it. Nothing happens when it has ended already. */
export async function markRunErrored(
  db: Db,
  input: { scanId: string; checkId: CheckId; code: CheckErrorCode; detail: string; requestId?: string },
): Promise<void> {
  await db.transaction(async (tx) => {
    const ended = await tx
      .update(checkRuns)
      .set({
        state: "errored",
        errorCode: input.code,
        errorDetail: storable(input.detail.slice(0, 2000)),
        attemptToken: null,
        finishedAt: new Date(),
      })
      .where(and(eq(checkRuns.scanId, input.scanId), eq(checkRuns.checkId, input.checkId), UNFINISHED))
      .returning({ id: checkRuns.id });
    if (ended.length === 0) return;
    await tx.delete(findings).where(and(eq(findings.scanId, input.scanId), eq(findings.checkId, input.checkId)));
    await wakeConclusion(tx, input.scanId, input.requestId);
  });
}

/** One job for each check of a pass that has not ended. */
export async function splitPass(db: Db, input: { scanId: string; pass: PassId; requestId?: string }): Promise<void> {
  await db.transaction(async (tx) => {
    for (const checkId of await listUnfinishedChecks(tx, input.scanId, input.pass)) {
      await enqueue(
        tx,
        "run_check",
        { scanId: input.scanId, checkId, requestId: input.requestId },
        { jobKey: jobKeys.check(input.scanId, checkId) },
      );
    }
  });
}
