import { and, eq } from "drizzle-orm";
import type { AppError } from "@/lib/errors";
import type { Result } from "@/lib/result";
import type { Db, Executor, Tx } from "../context";
import { pendingDecisions } from "../schema";
import { approveVersion, rejectVersion, returnVersion } from "./review-version";

type Pending = typeof pendingDecisions.$inferSelect;

class TakenBack extends Error {}

/**
 * Carries out a decision whose time to be taken back is over: the ordinary command, in one transaction with what became of it.
 * A command that is refused by now (another file, lost rights, somebody else's decision) leaves its words for the approver.
 * Safe to call any number of times.
 */
export async function performDecision(db: Db, pendingId: string): Promise<void> {
  try {
    await db.transaction(async (tx) => {
      // Not locked: every command locks verdicts, then the version, then this.
      const [pending] = await tx.select().from(pendingDecisions).where(isWaiting(pendingId));
      if (!pending) return;
      const done = await carryOut(tx, pending);
      const ended = await endDecision(tx, pendingId, done.ok ? null : done.error.message);
      if (!ended) throw new TakenBack();
    });
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error;
  }
}

const isWaiting = (pendingId: string) => and(eq(pendingDecisions.id, pendingId), eq(pendingDecisions.state, "waiting"));

function carryOut(tx: Tx, pending: Pending): Promise<Result<unknown, AppError>> {
  const { personId, versionId, scanId, artifactSha256, reason, requestId } = pending;
  const input = { person: { userId: personId }, versionId, scanId, artifactSha256, requestId: requestId ?? undefined };
  switch (pending.decision) {
    case "approve":
      return approveVersion(tx, { ...input, note: reason ?? undefined });
    case "return":
      return returnVersion(tx, { ...input, reason: reason ?? "" });
    case "reject":
      return rejectVersion(tx, { ...input, reason: reason ?? "" });
  }
}

/** @returns whether it was still waiting */
export async function endDecision(db: Executor, pendingId: string, problem: string | null): Promise<boolean> {
  const ended = await db
    .update(pendingDecisions)
    .set({ state: problem === null ? "done" : "failed", problem, endedAt: new Date() })
    .where(isWaiting(pendingId))
    .returning({ id: pendingDecisions.id });
  return ended.length > 0;
}
