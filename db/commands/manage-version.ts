import { and, eq, isNull } from "drizzle-orm";
import type { SignedIn } from "@/lib/domain/permissions";
import type { VersionEvent } from "@/lib/domain/version-status";
import type { AppError } from "@/lib/errors";
import { appError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import type { Db, Tx } from "../context";
import { scans, versions } from "../schema";
import { actorFor, SYSTEM } from "./actor";
import { endAcceptancesFor } from "./end-acceptances";
import { inTransaction } from "./in-transaction";
import { supersedeScans } from "./replace-file";
import { startScan } from "./start-scan";
import { tellEditors } from "./tell-editors";
import { transitionVersion } from "./transition-version";

interface Request {
  person: Pick<SignedIn, "userId">;
  versionId: number;
  requestId?: string;
}
type Done = Promise<Result<{ versionId: number }, AppError>>;

/** The owner takes a public version back. */
export const withdrawVersion = (db: Db, input: Request): Done => move(db, input, "withdraw");

/** Makes a withdrawn version public again, if its verdict still allows that. */
export const restoreVersion = (db: Db, input: Request): Done => move(db, input, "restore");

/** Deletes a version that was never public, with its scans. Its history stays in the log; nothing is left to write about. */
export const deleteDraft = (db: Db, input: Request): Done => move(db, input, "delete-draft");

function move(db: Db, input: Request, event: VersionEvent): Done {
  return inTransaction(db, async (tx) => {
    if (event === "restore") await endAcceptancesFor(tx, input.versionId);
    const row = await lockVersion(tx, input.versionId);
    if (!row) return appError("not-found", "There is no such version.");
    const actor = await actorFor(tx, input.person, row.pluginId);
    // A version that one may not even see does not exist for them.
    if (!actor.isEditor && actor.role === "user") return appError("not-found", "There is no such version.");
    const moved = await transitionVersion(tx, { versionId: row.id, event, actor, requestId: input.requestId });
    if (!moved.ok) return moved;
    if (moved.value.to !== "deleted") await tellEditors(tx, { eventId: moved.value.eventId, version: row, requestId: input.requestId });
    return ok({ versionId: row.id });
  });
}

/**
 * Starts a new scan of the stored file. A version that is not public goes back to validating; a public or hidden one
 * keeps its state, and the new scan becomes its current one when it concludes.
 */
export function requestRescan(
  db: Db,
  input: Omit<Request, "person"> & { person: Request["person"] | "system"; kind?: "rescan" | "backrun" },
): Promise<Result<{ versionId: number; scanId: string }, AppError>> {
  return inTransaction(db, async (tx) => {
    const row = await lockVersion(tx, input.versionId);
    if (!row) return appError("not-found", "There is no such version.");
    const actor = input.person === "system" ? SYSTEM : await actorFor(tx, input.person, row.pluginId);
    if (actor.kind === "person" && !actor.isEditor && actor.role === "user") return appError("not-found", "There is no such version.");
    const keepsStatus = row.status === "approved" || row.status === "withdrawn" || row.status === "quarantined";
    if (!keepsStatus) await supersedeScans(tx, row.id);
    // Each press would be three more jobs, which everybody's uploads wait beside.
    else if (actor.kind === "person" && (await isBeingScanned(tx, row.id)))
      return appError("conflict", "The checks run again already. Their result appears here when they have ended.");
    const { scanId } = await startScan(tx, {
      kind: input.kind ?? "rescan",
      versionId: row.id,
      pluginId: row.pluginId,
      artifactSha256: row.artifactSha256,
      requestId: input.requestId,
    });
    const set = keepsStatus ? undefined : { currentScanId: scanId, effectiveVerdict: null, effectiveReason: null, waitsBecause: null };
    const moved = await transitionVersion(tx, { versionId: row.id, event: "rescan", actor, set, scanId, requestId: input.requestId });
    return moved.ok ? ok({ versionId: row.id, scanId }) : moved;
  });
}

async function isBeingScanned(tx: Tx, versionId: number): Promise<boolean> {
  return (await tx.$count(scans, and(eq(scans.versionId, versionId), isNull(scans.verdict), isNull(scans.supersededAt)))) > 0;
}

async function lockVersion(tx: Tx, versionId: number) {
  const [row] = await tx.select().from(versions).where(eq(versions.id, versionId)).for("update");
  return row;
}
