import { and, asc, eq, notExists, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { SignedIn } from "@/lib/domain/permissions";
import { appError } from "@/lib/errors";
import { ok } from "@/lib/result";
import type { Db, Tx } from "../context";
import { findingDecisions, versions } from "../schema";
import { actorFor, listEditorIds } from "./actor";
import { refuseIfDeleted } from "./deleted-plugin";
import { type Decided, type DecidedGroup, mayReview } from "./finding-to-decide";
import { inTransaction } from "./in-transaction";
import { lockVerdicts } from "./lock-verdicts";
import { queueEmails } from "./queue-email";
import { recomputeVerdicts } from "./recompute-verdict";

type DecisionRow = typeof findingDecisions.$inferSelect;

/** Acceptances of critical findings are asked again after 24 months. */
const ACCEPTANCE_MONTHS = 24;

/**
 * The approver's answer to a request: to all its places that still wait, whichever of them `decisionId` names. A yes
 * recomputes the verdict at once.
 */
export function answerAcceptance(
  db: Db,
  input: { person: Pick<SignedIn, "userId">; decisionId: string; answer: "accept" | "refuse"; reason: string; requestId?: string },
): Decided {
  return inTransaction(db, async (tx) => {
    const asked = await lockDecision(tx, and(eq(findingDecisions.id, input.decisionId), eq(findingDecisions.kind, "acceptance-asked")));
    if (!asked) return appError("not-found", "There is no such request.");
    const actor = await actorFor(tx, input.person, asked.pluginId);
    // Nor whoever asked, or sent the file, and has left the plugin since.
    const [about] = await tx.select({ uploadedBy: versions.uploadedBy }).from(versions).where(eq(versions.id, asked.versionId));
    const isOwn = asked.decidedBy === actor.userId || about?.uploadedBy === actor.userId;
    if (!mayReview(actor) || isOwn) return appError("not-allowed", "You may not decide about this plugin.");
    const refusal = await refuseIfDeleted(tx, asked.pluginId);
    if (refusal) return refusal;
    const reason = input.reason.trim();
    if (input.answer === "refuse" && reason === "") return appError("invalid", "Write a reason: the author reads it.");
    const waiting = await listUnended(tx, asked, true);
    if (!waiting.some((one) => one.id === asked.id)) return appError("stale", "This request was answered already.");
    const expiresAt = new Date();
    expiresAt.setMonth(expiresAt.getMonth() + ACCEPTANCE_MONTHS);
    const isYes = input.answer === "accept";
    const decided = await end(tx, waiting, {
      kind: isYes ? "acceptance" : "acceptance-refused",
      reason,
      reasonKind: null,
      decidedBy: actor.userId,
      expiresAt: isYes ? expiresAt : null,
    });
    await recomputeVerdicts(tx, asked.pluginId, "acceptance", actor, input.requestId);
    await tellEditors(tx, asked, decided.decisionId, input.requestId);
    return ok(decided);
  });
}

/**
 * Takes a decision back: an editor their acknowledgement or request, an approver an acceptance or a refused suppression.
 * A request goes as a whole.
 *
 * @param scope `group`: everything that was decided in the same go
 */
export function withdrawDecision(
  db: Db,
  input: { person: Pick<SignedIn, "userId">; decisionId: string; scope?: "one" | "group"; requestId?: string },
): Decided {
  return inTransaction(db, async (tx) => {
    const decision = await lockDecision(tx, and(eq(findingDecisions.id, input.decisionId), eq(findingDecisions.isWithdrawal, false)));
    if (!decision) return appError("not-found", "There is no such decision.");
    const actor = await actorFor(tx, input.person, decision.pluginId);
    const isOwners = decision.kind === "acknowledgement" || decision.kind === "acceptance-asked";
    if (isOwners ? !actor.isEditor || actor.isSuspended : !mayReview(actor)) return appError("not-found", "There is no such decision.");
    const refusal = await refuseIfDeleted(tx, decision.pluginId);
    if (refusal) return refusal;
    const unended = await listUnended(tx, decision, input.scope === "group" || decision.kind === "acceptance-asked");
    if (!unended.some((one) => one.id === decision.id)) return appError("stale", "This decision was answered or withdrawn already.");
    const decided = await end(tx, unended, { decidedBy: actor.userId, isWithdrawal: true });
    const cause = decision.kind === "acceptance" ? "acceptance-withdrawn" : "ended";
    await recomputeVerdicts(tx, decision.pluginId, cause, actor, input.requestId);
    if (!isOwners) await tellEditors(tx, decision, decided.decisionId, input.requestId);
    return ok(decided);
  });
}

/** Of two answers to the same decision one goes first; scans of its plugin conclude before or after. */
async function lockDecision(tx: Tx, which: SQL | undefined): Promise<DecisionRow | undefined> {
  const [found] = await tx.select({ pluginId: findingDecisions.pluginId }).from(findingDecisions).where(which);
  if (!found) return undefined;
  await lockVerdicts(tx, found.pluginId);
  const [decision] = await tx.select().from(findingDecisions).where(which).for("update");
  return decision;
}

/** The decision and, for a whole group, its likes: those that no later row has ended. */
async function listUnended(tx: Tx, decision: DecisionRow, wholeGroup: boolean): Promise<DecisionRow[]> {
  const later = alias(findingDecisions, "later");
  const isMeant =
    wholeGroup && decision.groupNo !== null
      ? and(eq(findingDecisions.groupNo, decision.groupNo), eq(findingDecisions.kind, decision.kind))
      : eq(findingDecisions.id, decision.id);
  return tx
    .select()
    .from(findingDecisions)
    .where(
      and(
        eq(findingDecisions.pluginId, decision.pluginId),
        isMeant,
        eq(findingDecisions.isWithdrawal, false),
        notExists(tx.select({ one: sql`1` }).from(later).where(eq(later.ends, findingDecisions.id))),
      ),
    )
    .orderBy(asc(findingDecisions.ruleId), asc(findingDecisions.id));
}

/** Writes a row that ends each of these, with the same facts but what `says` says. */
async function end(tx: Tx, ended: readonly DecisionRow[], says: Partial<typeof findingDecisions.$inferInsert>): Promise<DecidedGroup> {
  const rows = await tx
    .insert(findingDecisions)
    .values(ended.map(({ id, decidedAt: _at, ...facts }) => ({ ...facts, ...says, ends: id })))
    .returning({ id: findingDecisions.id });
  const places = ended.reduce((sum, one) => sum + one.equalCount, 0);
  return { decisionId: (rows[0] as { id: string }).id, groupNo: ended[0]?.groupNo ?? null, places };
}

async function tellEditors(tx: Tx, { pluginId, versionId }: DecisionRow, subjectId: string, requestId?: string): Promise<void> {
  await queueEmails(tx, { kind: "decision", subjectId, versionId, recipientIds: await listEditorIds(tx, pluginId), requestId });
}
