import { and, eq, ne } from "drizzle-orm";
import type { SignedIn } from "@/lib/domain/permissions";
import { LIST_OBSTACLE_WORDS, UNDO_SECONDS } from "@/lib/domain/review-queue";
import { decideTransition } from "@/lib/domain/version-status";
import type { AppError } from "@/lib/errors";
import { appError } from "@/lib/errors";
import { jobKeys } from "@/lib/jobs";
import { ok, type Result } from "@/lib/result";
import type { Db, Executor, Tx } from "../context";
import { enqueue } from "../enqueue";
import { listRulesThatMayHide } from "../queries/hidden-critical";
import { findOlder, withWaiting } from "../queries/review-waiting";
import { pendingDecisions, users, versions } from "../schema";
import { actorFor } from "./actor";
import { inTransaction } from "./in-transaction";
import { type Looked, objectionTo } from "./review-version";
import { findObstacle, transitionRefusal } from "./transition-version";

export interface LateDecision extends Looked {
  person: Pick<SignedIn, "userId">;
  versionId: number;
  decision: "approve" | "return" | "reject";
  /** For the author; needed to return and to reject. */
  reason?: string;
  /** Made from a list: what must be looked at first cannot be approved so. */
  isFromList?: boolean;
  requestId?: string;
}

type VersionRow = typeof versions.$inferSelect;

/**
 * Decides about a version with some seconds to take it back. What would be refused now is refused now; the ordinary command
 * runs when the time is over, with the scan and the file that were looked at and the rights that the person has then.
 *
 * @returns not-found, not-allowed, invalid (no reason), stale, conflict (the state, or somebody has just decided)
 */
export function decideLater(db: Executor, input: LateDecision): Promise<Result<{ pendingId: string; takesEffectAt: Date }, AppError>> {
  return inTransaction(db, async (tx) => {
    const [row] = await tx.select().from(versions).where(eq(versions.id, input.versionId)).for("update");
    if (!row) return appError("not-found", "There is no such version.");
    const refusal = await refuseNow(tx, row, input);
    if (refusal) return refusal;
    const { versionId, decision, scanId, artifactSha256, requestId } = input;
    const takesEffectAt = new Date(Date.now() + UNDO_SECONDS * 1000);
    const [added] = await tx
      .insert(pendingDecisions)
      .values({
        ...{ versionId, personId: input.person.userId, decision, scanId, artifactSha256, takesEffectAt, requestId },
        reason: input.reason?.trim() || null,
      })
      .onConflictDoNothing()
      .returning({ id: pendingDecisions.id });
    if (!added) return appError("conflict", await whoWasFirst(tx, versionId));
    await enqueue(tx, "decide_later", { pendingId: added.id, requestId }, { runAt: takesEffectAt, jobKey: jobKeys.decision(added.id) });
    return ok({ pendingId: added.id, takesEffectAt });
  });
}

async function refuseNow(tx: Tx, row: VersionRow, input: LateDecision): Promise<{ ok: false; error: AppError } | null> {
  const { decision, person, reason } = input;
  if (decision !== "approve" && !reason?.trim()) return appError("invalid", "Write a reason: the author reads it.");
  const objection = objectionTo(row, input, decision);
  if (objection) return objection;
  const actor = await actorFor(tx, person, row.pluginId);
  const decided = decideTransition(row.status, decision, actor, {
    effectiveVerdict: row.effectiveVerdict,
    basis: row.basis,
    wasEverApproved: row.firstApprovedAt !== null,
    previousStatus: row.previousStatus,
    decisionNamesCurrentScan: true,
    reason,
  });
  if (!decided.ok) return transitionRefusal(decided, row.status);
  const obstacle = await findObstacle(tx, row, { actor }, decided.to);
  if (obstacle) return appError("conflict", obstacle);
  if (!input.isFromList || decision !== "approve") return null;
  if (row.newCriticalSuppressions > 0) return appError("conflict", LIST_OBSTACLE_WORDS["new-suppressions"]);
  if (row.currentScanId && (await listRulesThatMayHide(tx, row.currentScanId)).length > 0)
    return appError("conflict", LIST_OBSTACLE_WORDS["may-hide"]);
  const older = await findOlder(tx, withWaiting(person.userId, row.pluginId));
  return older.has(row.id) ? appError("conflict", LIST_OBSTACLE_WORDS["newer-waits"]) : null;
}

async function whoWasFirst(tx: Tx, versionId: number): Promise<string> {
  const [first] = await tx
    .select({ name: users.name })
    .from(pendingDecisions)
    .innerJoin(users, eq(users.id, pendingDecisions.personId))
    .where(and(eq(pendingDecisions.versionId, versionId), eq(pendingDecisions.state, "waiting")));
  return `${first?.name || "Somebody"} has decided about it a moment ago. Reload the page to see what comes of it.`;
}

/** Takes back what has not taken effect yet: the named decision, or all of the person's. @returns how many */
export async function undoDecisions(db: Db, input: { person: Pick<SignedIn, "userId">; pendingId?: string }): Promise<number> {
  const undone = await db
    .delete(pendingDecisions)
    .where(
      and(
        eq(pendingDecisions.personId, input.person.userId),
        eq(pendingDecisions.state, "waiting"),
        input.pendingId === undefined ? undefined : eq(pendingDecisions.id, input.pendingId),
      ),
    )
    .returning({ id: pendingDecisions.id });
  return undone.length;
}

/** Removes the outcomes that the person has read. */
export async function dismissOutcomes(db: Db, { person }: { person: Pick<SignedIn, "userId"> }): Promise<void> {
  await db.delete(pendingDecisions).where(and(eq(pendingDecisions.personId, person.userId), ne(pendingDecisions.state, "waiting")));
}
