import { and, eq, type SQL } from "drizzle-orm";
import type { Actor, SignedIn } from "@/lib/domain/permissions";
import type { AppError } from "@/lib/errors";
import { appError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import { findingStanding } from "@/scanners/core/verdict";
import type { Db, Tx } from "../context";
import { listDecisionsInForce } from "../queries/decisions";
import { type FindingRow, toVerdictFinding } from "../queries/scan-result";
import { findingDecisions, findings, versions } from "../schema";
import { actorFor, listEditorIds } from "./actor";
import { inTransaction } from "./in-transaction";
import { lockVerdicts } from "./lock-verdicts";
import { listReviewerIds, queueEmails } from "./queue-email";
import { recomputeVerdicts } from "./recompute-verdict";

interface AboutFinding {
  person: Pick<SignedIn, "userId">;
  versionId: number;
  findingId: number;
  reason: string;
  requestId?: string;
}
type Decided = Promise<Result<{ decisionId: string }, AppError>>;

/** Acceptances of critical findings are asked again after 24 months. */
const ACCEPTANCE_MONTHS = 24;

/** An owner says that a warning was considered and stays. It leaves the advisory count. */
export function acknowledgeFinding(db: Db, input: AboutFinding): Decided {
  return inTransaction(db, async (tx) => {
    const found = await openFinding(tx, input, "editor");
    if (!found.ok) return found;
    const { finding, version, actor } = found.value;
    if (finding.severity !== "warning")
      return appError("invalid", "Only warnings can be acknowledged. For a critical finding ask for acceptance.");
    const decisionId = await record(tx, { kind: "acknowledgement", finding, version, userId: actor.userId, reason: found.value.reason });
    await recomputeVerdicts(tx, version.pluginId, "acceptance", actor, input.requestId);
    return ok({ decisionId });
  });
}

/** An owner asks an approver to let a finding stand, with a reason, without a new upload. Changes nothing by itself. */
export function askForAcceptance(db: Db, input: AboutFinding): Decided {
  return inTransaction(db, async (tx) => {
    const found = await openFinding(tx, input, "editor");
    if (!found.ok) return found;
    const { finding, version, actor, reason } = found.value;
    if (finding.severity === "info") return appError("invalid", "Advice needs no acceptance.");
    const decisionId = await record(tx, { kind: "acceptance-asked", finding, version, userId: actor.userId, reason });
    const recipientIds = await listReviewerIds(tx, version.pluginId);
    await queueEmails(tx, {
      kind: "needs-decision",
      subjectId: decisionId,
      versionId: version.id,
      recipientIds,
      requestId: input.requestId,
    });
    return ok({ decisionId });
  });
}

/** An approver refuses what the author's comment in the code hides: the finding counts again. */
export function refuseSuppression(db: Db, input: AboutFinding): Decided {
  return inTransaction(db, async (tx) => {
    const found = await findingOf(tx, input, "approver");
    if (!found.ok) return found;
    const { finding, version, actor, reason } = found.value;
    if (!finding.suppression) return appError("invalid", "Nothing in the package hides this finding.");
    const decisionId = await record(tx, { kind: "suppression-refused", finding, version, userId: actor.userId, reason });
    await recomputeVerdicts(tx, version.pluginId, "suppression-refused", actor, input.requestId);
    await queueEmails(tx, {
      kind: "decision",
      subjectId: decisionId,
      versionId: version.id,
      recipientIds: await listEditorIds(tx, version.pluginId),
      requestId: input.requestId,
    });
    return ok({ decisionId });
  });
}

/** The approver's answer to a request. A yes recomputes the verdict at once. */
export function answerAcceptance(
  db: Db,
  input: { person: Pick<SignedIn, "userId">; decisionId: string; answer: "accept" | "refuse"; reason: string; requestId?: string },
): Decided {
  return inTransaction(db, async (tx) => {
    const asked = await lockDecision(tx, and(eq(findingDecisions.id, input.decisionId), eq(findingDecisions.kind, "acceptance-asked")));
    if (!asked) return appError("not-found", "There is no such request.");
    const actor = await actorFor(tx, input.person, asked.pluginId);
    // Nor whoever asked and has left the plugin since.
    if (!mayReview(actor) || asked.decidedBy === actor.userId) return appError("not-allowed", "You may not decide about this plugin.");
    const reason = input.reason.trim();
    if (input.answer === "refuse" && reason === "") return appError("invalid", "Write a reason: the author reads it.");
    const [answered] = await tx.select({ id: findingDecisions.id }).from(findingDecisions).where(eq(findingDecisions.ends, asked.id));
    if (answered) return appError("stale", "This request was answered already.");
    const expiresAt = new Date();
    expiresAt.setMonth(expiresAt.getMonth() + ACCEPTANCE_MONTHS);
    const { id: _id, decidedAt: _at, ...facts } = asked;
    const [row] = await tx
      .insert(findingDecisions)
      .values({
        ...facts,
        kind: input.answer === "accept" ? "acceptance" : "acceptance-refused",
        reason,
        decidedBy: actor.userId,
        expiresAt: input.answer === "accept" ? expiresAt : null,
        ends: asked.id,
      })
      .returning({ id: findingDecisions.id });
    const decisionId = (row as { id: string }).id;
    await recomputeVerdicts(tx, asked.pluginId, "acceptance", actor, input.requestId);
    await queueEmails(tx, {
      kind: "decision",
      subjectId: decisionId,
      versionId: asked.versionId,
      recipientIds: await listEditorIds(tx, asked.pluginId),
      requestId: input.requestId,
    });
    return ok({ decisionId });
  });
}

/** Takes a decision back: an editor their acknowledgement or request, an approver an acceptance or a refused suppression. */
export function withdrawDecision(db: Db, input: { person: Pick<SignedIn, "userId">; decisionId: string; requestId?: string }): Decided {
  return inTransaction(db, async (tx) => {
    const decision = await lockDecision(tx, and(eq(findingDecisions.id, input.decisionId), eq(findingDecisions.isWithdrawal, false)));
    if (!decision) return appError("not-found", "There is no such decision.");
    const actor = await actorFor(tx, input.person, decision.pluginId);
    const isOwners = decision.kind === "acknowledgement" || decision.kind === "acceptance-asked";
    if (isOwners ? !actor.isEditor || actor.isSuspended : !mayReview(actor)) return appError("not-found", "There is no such decision.");
    const [ended] = await tx.select({ id: findingDecisions.id }).from(findingDecisions).where(eq(findingDecisions.ends, decision.id));
    if (ended) return appError("stale", "This decision was answered or withdrawn already.");
    const { id: _id, decidedAt: _at, ...facts } = decision;
    const [row] = await tx
      .insert(findingDecisions)
      .values({ ...facts, decidedBy: actor.userId, ends: decision.id, isWithdrawal: true })
      .returning({ id: findingDecisions.id });
    const withdrawalId = (row as { id: string }).id;
    await recomputeVerdicts(tx, decision.pluginId, "ended", actor, input.requestId);
    if (!isOwners)
      await queueEmails(tx, {
        kind: "decision",
        subjectId: withdrawalId,
        versionId: decision.versionId,
        recipientIds: await listEditorIds(tx, decision.pluginId),
        requestId: input.requestId,
      });
    return ok({ decisionId: withdrawalId });
  });
}

/** Of two answers to the same decision one goes first; scans of its plugin conclude before or after. */
async function lockDecision(tx: Tx, which: SQL | undefined) {
  const [found] = await tx.select({ pluginId: findingDecisions.pluginId }).from(findingDecisions).where(which);
  if (!found) return undefined;
  await lockVerdicts(tx, found.pluginId);
  const [decision] = await tx.select().from(findingDecisions).where(which).for("update");
  return decision;
}

type PersonActor = Extract<Actor, { kind: "person" }>;
interface Found {
  finding: FindingRow;
  version: typeof versions.$inferSelect;
  actor: PersonActor;
  reason: string;
}

const mayReview = (actor: PersonActor) => !actor.isSuspended && !actor.isEditor && actor.role !== "user";

/** The finding, if it belongs to the version's current scan and the person may speak about it; not-found otherwise. */
async function findingOf(tx: Tx, input: AboutFinding, who: "editor" | "approver"): Promise<Result<Found, AppError>> {
  const [found] = await tx.select({ pluginId: versions.pluginId }).from(versions).where(eq(versions.id, input.versionId));
  if (found) await lockVerdicts(tx, found.pluginId);
  const [version] = await tx.select().from(versions).where(eq(versions.id, input.versionId)).for("update");
  const actor = await actorFor(tx, input.person, version?.pluginId ?? null);
  const isAllowed = who === "editor" ? actor.isEditor && !actor.isSuspended : mayReview(actor);
  if (!version?.currentScanId || !isAllowed) return appError("not-found", "There is no such finding.");
  const [finding] = await tx
    .select()
    .from(findings)
    .where(and(eq(findings.id, input.findingId), eq(findings.scanId, version.currentScanId)));
  if (!finding) return appError("not-found", "There is no such finding.");
  const reason = input.reason.trim();
  if (reason === "") return appError("invalid", "Write a reason.");
  return ok({ finding, version, actor, reason });
}

async function openFinding(tx: Tx, input: AboutFinding, who: "editor" | "approver"): Promise<Result<Found, AppError>> {
  const found = await findingOf(tx, input, who);
  if (!found.ok) return found;
  const decisions = await listDecisionsInForce(tx, found.value.version.pluginId);
  const standing = findingStanding(toVerdictFinding(found.value.finding), decisions);
  return standing === "open" ? found : appError("conflict", `This finding does not count any more: it is ${standing}.`);
}

async function record(
  tx: Tx,
  input: {
    kind: typeof findingDecisions.$inferInsert.kind;
    finding: FindingRow;
    version: { id: number; pluginId: number };
    userId: string;
    reason: string;
  },
): Promise<string> {
  const { finding, version } = input;
  const [row] = await tx
    .insert(findingDecisions)
    .values({
      pluginId: version.pluginId,
      fingerprint: finding.fingerprint,
      ruleId: finding.ruleId,
      kind: input.kind,
      equalCount: finding.equalCount,
      reason: input.reason.slice(0, 2000),
      versionId: version.id,
      scanId: finding.scanId,
      decidedBy: input.userId,
    })
    .returning({ id: findingDecisions.id });
  return (row as { id: string }).id;
}
