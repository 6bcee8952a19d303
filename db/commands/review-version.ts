import { eq } from "drizzle-orm";
import type { SignedIn } from "@/lib/domain/permissions";
import { reasonWithPoints } from "@/lib/domain/review-points";
import type { VersionEvent } from "@/lib/domain/version-status";
import type { AppError } from "@/lib/errors";
import { appError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import type { Executor, Tx } from "../context";
import { decisionChecklists, reviewPoints, versions } from "../schema";
import { actorFor } from "./actor";
import { endAcceptancesFor } from "./end-acceptances";
import { inTransaction } from "./in-transaction";
import { tellEditors } from "./tell-editors";
import { type TransitionInput, transitionVersion } from "./transition-version";

interface Decision {
  person: Pick<SignedIn, "userId">;
  versionId: number;
  /** What the approver had ticked of the approval practice (lib/domain/approval-checklist.ts). */
  ticked?: readonly string[];
  requestId?: string;
}
/** What the approver looked at: a file that was replaced or scanned again in the meantime is `stale`. */
export interface Looked {
  scanId: string;
  artifactSha256: string;
}
type WithReason = Decision & Partial<Looked> & { reason: string };
/** What to do, one thing each: author and approver tick them off (db/commands/mark-review-points.ts). */
interface WithPoints {
  points?: readonly string[];
}
/** `wasPublic`: before the decision. */
type Decided = Promise<Result<{ versionId: number; wasPublic: boolean }, AppError>>;

/** Publishes a validated version. The approver names the scan and the file they looked at. */
export function approveVersion(db: Executor, input: Decision & Looked & { note?: string }): Decided {
  return inTransaction(db, async (tx) => {
    await endAcceptancesFor(tx, input.versionId);
    return decide(tx, input, "approve", { decisionNamesCurrentScan: true, reason: input.note });
  });
}

/** Asks the author for changes; they upload a corrected file under the same number. */
export const returnVersion = (db: Executor, input: WithReason & WithPoints): Decided =>
  decideWithReason(db, { ...input, reason: reasonWithPoints(input.reason, input.points ?? []) }, "return");

export const rejectVersion = (db: Executor, input: WithReason): Decided => decideWithReason(db, input, "reject");

/** Hides a public or waiting version while it is looked into. */
export const quarantineVersion = (db: Executor, input: WithReason): Decided => decideWithReason(db, input, "quarantine");

/** Ends a quarantine: back to where the version was, as far as its verdict still allows that. Admins only. */
export const releaseVersion = (db: Executor, input: WithReason): Decided => decideWithReason(db, input, "release");

function decideWithReason(db: Executor, input: WithReason & WithPoints, event: VersionEvent): Decided {
  const reason = input.reason.trim();
  if (reason === "") return Promise.resolve(appError("invalid", "Write a reason: the author reads it."));
  return inTransaction(db, async (tx) => {
    if (event === "release") await endAcceptancesFor(tx, input.versionId);
    return decide(tx, input, event, { reason });
  });
}

/** What speaks against this person's decision about what they looked at, before anybody asks whether the state allows it. */
export function objectionTo(
  row: Pick<typeof versions.$inferSelect, "uploadedBy" | "currentScanId" | "artifactSha256">,
  { person, scanId, artifactSha256 }: Pick<Decision, "person"> & Partial<Looked>,
  event: VersionEvent,
): { ok: false; error: AppError } | null {
  // Leaving the plugin makes nobody the judge of their own file.
  if ((event === "approve" || event === "release") && row.uploadedBy === person.userId)
    return appError("not-allowed", "You uploaded this file, so somebody else decides about it.");
  const isSame =
    (scanId === undefined || scanId === row.currentScanId) && (artifactSha256 === undefined || artifactSha256 === row.artifactSha256);
  return isSame ? null : appError("stale", "This version changed while you looked at it. Reload the page and look again.");
}

async function decide(
  tx: Tx,
  input: Decision & Partial<Looked> & WithPoints,
  event: VersionEvent,
  facts: TransitionInput["facts"],
): Decided {
  const [row] = await tx.select().from(versions).where(eq(versions.id, input.versionId)).for("update");
  if (!row) return appError("not-found", "There is no such version.");
  const objection = objectionTo(row, input, event);
  if (objection) return objection;
  const actor = await actorFor(tx, input.person, row.pluginId);
  const moved = await transitionVersion(tx, { versionId: input.versionId, event, actor, facts, requestId: input.requestId });
  if (!moved.ok) return moved;
  const { version, eventId } = moved.value;
  if (input.points?.length) {
    const asked = { versionId: version.id, pluginId: version.pluginId, eventId, askedBy: actor.userId };
    await tx.insert(reviewPoints).values(input.points.map((text, position) => ({ ...asked, position, text })));
  }
  if (input.ticked?.length) await tx.insert(decisionChecklists).values({ eventId, versionId: version.id, ticked: [...input.ticked] });
  await tellEditors(tx, { eventId, version, requestId: input.requestId });
  return ok({ versionId: version.id, wasPublic: row.status === "approved" });
}
