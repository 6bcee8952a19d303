import { and, eq } from "drizzle-orm";
import type { Actor } from "@/lib/domain/permissions";
import { rulesChanged } from "@/lib/domain/rules-words";
import { decideTransition, STATUS_WORDS, type TransitionFacts, type VersionEvent, type VersionStatus } from "@/lib/domain/version-status";
import type { AppError } from "@/lib/errors";
import { appError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import type { Tx } from "../context";
import { getMissedRuleChange } from "../queries/missed-rules";
import { reviewClaims, versionEvents, versions } from "../schema";
import { refuseIfDeleted } from "./deleted-plugin";
import { holdRules } from "./lock-rules";
import { followRules } from "./queue-ruleset-rollout";
import { findOtherWithName, takePublicName } from "./take-public-name";

type VersionRow = typeof versions.$inferSelect;
type Extra = Partial<Omit<typeof versions.$inferInsert, "status" | "id" | "pluginId">>;

export interface TransitionInput {
  versionId: number;
  event: VersionEvent;
  actor: Actor;
  /** What the caller knows beyond the version's own row. */
  facts?: Omit<Partial<TransitionFacts>, "effectiveVerdict" | "basis" | "wasEverApproved" | "previousStatus">;
  /** Columns that change together with the status, for instance the artifact of a replaced file. */
  set?: Extra;
  scanId?: string | null;
  requestId?: string;
}

export interface Transition {
  eventId: number;
  from: VersionStatus;
  to: VersionStatus | "deleted";
  version: VersionRow;
}

/**
 * The only writer of a version's status. Locks the row, asks the table, updates with the old status in the WHERE
 * clause and appends the event, all in the caller's transaction. The plugin's name follows what becomes public. Nothing becomes public
 * on a verdict of rules that are not in force at commit.
 *
 * @returns not-found, not-allowed (this actor may not), conflict (the state does not allow it), with words for people
 */
export async function transitionVersion(tx: Tx, input: TransitionInput): Promise<Result<Transition, AppError>> {
  const [row] = await tx.select().from(versions).where(eq(versions.id, input.versionId)).for("update");
  if (!row) return appError("not-found", "There is no such version.");
  const facts: TransitionFacts = {
    ...input.facts,
    // a new verdict that is stored together with the move counts already
    effectiveVerdict: input.set && "effectiveVerdict" in input.set ? (input.set.effectiveVerdict ?? null) : row.effectiveVerdict,
    basis: row.basis,
    wasEverApproved: row.firstApprovedAt !== null,
    previousStatus: row.previousStatus,
  };
  const decided = decideTransition(row.status, input.event, input.actor, facts);
  if (!decided.ok) return transitionRefusal(decided, row.status);
  const obstacle = await findObstacle(tx, row, input, decided.to);
  if (obstacle) return appError("conflict", obstacle);
  const eventId = await appendEvent(tx, { ...input, version: row, from: row.status, to: decided.to });
  if (decided.to === "deleted") {
    await tx.delete(versions).where(and(eq(versions.id, row.id), eq(versions.status, row.status)));
    return ok({ eventId, from: row.status, to: decided.to, version: row });
  }
  const [updated] = await tx
    .update(versions)
    .set({ ...input.set, ...columnsFor(row, decided.to, facts, input.set), status: decided.to })
    .where(and(eq(versions.id, row.id), eq(versions.status, row.status)))
    .returning();
  if (!updated) return appError("stale", "The version changed in the meantime. Reload the page and look again.");
  // Whoever looked at it looked at something else, or has decided.
  if (decided.to !== row.status) await tx.delete(reviewClaims).where(eq(reviewClaims.versionId, row.id));
  if ((row.status === "approved") !== (decided.to === "approved")) await takePublicName(tx, row.pluginId);
  if (row.status === "approved" && decided.to !== "approved") await followRules(tx, row.pluginId);
  return ok({ eventId, from: row.status, to: decided.to, version: updated });
}

/** What stands in the way outside the version: its plugin was deleted, the rules were changed, or its name went to another plugin. */
export async function findObstacle(
  tx: Tx,
  row: VersionRow,
  { actor, set }: Pick<TransitionInput, "actor" | "set">,
  to: VersionStatus | "deleted",
): Promise<string | null> {
  // Checks that still run may end; people wait until it is restored.
  const refusal = actor.kind === "person" || actor.kind === "token" ? await refuseIfDeleted(tx, row.pluginId) : null;
  if (refusal) return refusal.error.message;
  if (to !== "approved" || row.status === "approved") return null;
  const behind = row.basis === "imported" ? null : await findMissedRules(tx, set?.currentScanId ?? row.currentScanId);
  if (behind) return behind;
  const other = await findOtherWithName(tx, row.metadata.name, row.pluginId);
  return other
    ? `Another plugin (${other}) has the name “${row.metadata.name}” by now, so this version cannot become public under it. It needs another name in its metadata.txt.`
    : null;
}

/** Words when the verdict of this scan is one of rules that are not in force any more. They stay as they are until the transaction ends. */
async function findMissedRules(tx: Tx, scanId: string | null): Promise<string | null> {
  await holdRules(tx);
  const changedAt = scanId === null ? null : await getMissedRuleChange(tx, scanId);
  return changedAt && `${rulesChanged(changedAt)} Try again in a moment.`;
}

/** Bookkeeping that follows from the move itself. */
function columnsFor(row: VersionRow, to: VersionStatus, facts: TransitionFacts, set: Extra | undefined): Extra {
  const now = new Date();
  const columns: Extra = to === row.status ? {} : { statusChangedAt: now };
  if (row.status === "quarantined" && to !== "quarantined") columns.previousStatus = null;
  if (to === "quarantined" && row.status !== "quarantined") columns.previousStatus = row.status;
  if (to !== "approved" || row.status === "approved") return columns;
  const basis = row.basis ?? "verdict";
  const approval =
    basis === "verdict" ? { approvalVerdict: facts.effectiveVerdict, approvalScanId: set?.currentScanId ?? row.currentScanId } : {};
  return { ...columns, basis, ...approval, approvedAt: now, firstApprovedAt: row.firstApprovedAt ?? now, waitsBecause: null };
}

/** Also used for the first row of a history, when a version is created. */
export async function appendEvent(
  tx: Tx,
  input: Pick<TransitionInput, "event" | "actor" | "scanId" | "requestId"> & {
    version: Pick<VersionRow, "id" | "pluginId" | "artifactSha256" | "currentScanId">;
    from: VersionStatus | null;
    to: VersionStatus | "deleted";
    facts?: { reason?: string };
    set?: Extra;
  },
): Promise<number> {
  const { actor, version } = input;
  const [event] = await tx
    .insert(versionEvents)
    .values({
      versionId: version.id,
      pluginId: version.pluginId,
      actorKind: actor.kind,
      actorId: actor.kind === "person" || actor.kind === "token" ? actor.userId : null,
      tokenId: actor.kind === "token" ? actor.tokenId : null,
      event: input.event,
      fromStatus: input.from,
      toStatus: input.to === "deleted" ? null : input.to,
      reason: input.facts?.reason ?? null,
      scanId: input.scanId ?? version.currentScanId,
      artifactSha256: input.set?.artifactSha256 ?? version.artifactSha256,
      requestId: input.requestId ?? null,
    })
    .returning({ id: versionEvents.id });
  return (event as { id: number }).id;
}

const DECIDED: readonly VersionStatus[] = ["approved", "returned", "rejected", "quarantined"];

/** A refusal of the table, in words for people. */
export function transitionRefusal(
  decided: { refusal: "no-such-transition" | "not-allowed" | "guard"; text: string },
  status: VersionStatus,
) {
  if (decided.refusal === "not-allowed") return appError("not-allowed", "You may not do this with this version.");
  if (decided.refusal === "guard") return appError("conflict", `This is not possible now: it needs that ${decided.text}.`);
  // No page offers what the table does not have: it was another status when they looked.
  const what = DECIDED.includes(status) ? "Somebody has decided about this version" : "This version changed";
  return appError("conflict", `${what} while you looked at it: it is “${STATUS_WORDS[status].label}” now. Reload the page and look again.`);
}
