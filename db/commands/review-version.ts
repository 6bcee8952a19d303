import { eq } from "drizzle-orm";
import type { SignedIn } from "@/lib/domain/permissions";
import type { VersionEvent } from "@/lib/domain/version-status";
import type { AppError } from "@/lib/errors";
import { appError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import type { Db, Tx } from "../context";
import { versions } from "../schema";
import { actorFor } from "./actor";
import { endAcceptancesFor } from "./end-acceptances";
import { inTransaction } from "./in-transaction";
import { tellEditors } from "./tell-editors";
import { type TransitionInput, transitionVersion } from "./transition-version";

interface Decision {
  person: Pick<SignedIn, "userId">;
  versionId: number;
  requestId?: string;
}
type Decided = Promise<Result<{ versionId: number }, AppError>>;

/**
 * Publishes a validated version. The approver names the scan and the file they looked at; a file that was replaced or
 * scanned again in the meantime is `stale`.
 */
export function approveVersion(db: Db, input: Decision & { scanId: string; artifactSha256: string; note?: string }): Decided {
  return inTransaction(db, async (tx) => {
    await endAcceptancesFor(tx, input.versionId);
    const [row] = await tx.select().from(versions).where(eq(versions.id, input.versionId)).for("update");
    if (!row) return appError("not-found", "There is no such version.");
    const isSame = row.currentScanId === input.scanId && row.artifactSha256 === input.artifactSha256;
    // Leaving the plugin makes nobody the judge of their own file.
    if (row.uploadedBy === input.person.userId)
      return appError("not-allowed", "You uploaded this file, so somebody else decides about it.");
    if (!isSame) return appError("stale", "This version changed while you looked at it. Reload the page and look again.");
    return decide(tx, input, "approve", { decisionNamesCurrentScan: true, reason: input.note });
  });
}

/** Asks the author for changes; they upload a corrected file under the same number. */
export const returnVersion = (db: Db, input: Decision & { reason: string }): Decided => decideWithReason(db, input, "return");

export const rejectVersion = (db: Db, input: Decision & { reason: string }): Decided => decideWithReason(db, input, "reject");

/** Hides a public or waiting version while it is looked into. */
export const quarantineVersion = (db: Db, input: Decision & { reason: string }): Decided => decideWithReason(db, input, "quarantine");

/** Ends a quarantine: back to where the version was, as far as its verdict still allows that. Admins only. */
export const releaseVersion = (db: Db, input: Decision & { reason: string }): Decided => decideWithReason(db, input, "release");

function decideWithReason(db: Db, input: Decision & { reason: string }, event: VersionEvent): Decided {
  const reason = input.reason.trim();
  if (reason === "") return Promise.resolve(appError("invalid", "Write a reason: the author reads it."));
  return inTransaction(db, async (tx) => {
    if (event === "release") await endAcceptancesFor(tx, input.versionId);
    return decide(tx, input, event, { reason });
  });
}

async function decide(tx: Tx, input: Decision, event: VersionEvent, facts: TransitionInput["facts"]): Decided {
  const [row] = await tx.select({ pluginId: versions.pluginId }).from(versions).where(eq(versions.id, input.versionId));
  if (!row) return appError("not-found", "There is no such version.");
  const actor = await actorFor(tx, input.person, row.pluginId);
  const moved = await transitionVersion(tx, { versionId: input.versionId, event, actor, facts, requestId: input.requestId });
  if (!moved.ok) return moved;
  const { version, eventId } = moved.value;
  await tellEditors(tx, { eventId, version, requestId: input.requestId });
  return ok({ versionId: version.id });
}
