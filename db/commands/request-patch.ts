import { and, count, eq, gt, inArray, lt, or, sql } from "drizzle-orm";
import type { SignedIn } from "@/lib/domain/permissions";
import { type AppError, appError } from "@/lib/errors";
import { jobKeys } from "@/lib/jobs";
import { ok, type Result } from "@/lib/result";
import type { Db, Tx } from "../context";
import { enqueue } from "../enqueue";
import { patches, plugins, versions } from "../schema";
import { actorFor } from "./actor";
import { inTransaction } from "./in-transaction";

const KEPT_FOR_MS = 7 * 24 * 60 * 60 * 1000;
/** Of one person within a day: each costs a scan. */
const MOST_A_DAY = 50;
/** A worker that was killed twice leaves a patch that nobody makes any more. */
const LOST_AFTER = sql`now() - interval '10 minutes'`;
/** Behind everything that people upload. */
const PRIORITY = 5;

/**
 * Has mechanical fixes prepared for the open findings of a version's current scan. Asked a second time, what is there stays; one
 * that failed is tried again.
 *
 * @returns not-found for everybody but the plugin's editors; conflict while the checks run; rate-limited
 */
export function requestPatch(
  db: Db,
  input: { person: Pick<SignedIn, "userId">; versionId: number; requestId?: string },
): Promise<Result<{ packageName: string; version: string }, AppError>> {
  return inTransaction(db, async (tx) => {
    const [row] = await tx
      .select({ version: versions, packageName: plugins.packageName, deletedAt: plugins.deletedAt })
      .from(versions)
      .innerJoin(plugins, eq(plugins.id, versions.pluginId))
      .where(eq(versions.id, input.versionId))
      .for("key share", { of: versions });
    const actor = row && (await actorFor(tx, input.person, row.version.pluginId));
    if (!row || !actor?.isEditor || actor.isSuspended || row.deletedAt) return appError("not-found", "There is no such version.");
    const { id: versionId, currentScanId, status, version } = row.version;
    if (!currentScanId || status === "validating" || !row.version.effectiveVerdict)
      return appError("conflict", "The checks have not ended yet. A patch answers what they find.");
    if (await hasAskedTooOften(tx, input.person.userId))
      return appError("rate-limited", `You asked for ${MOST_A_DAY} patches within a day. Wait a while.`);
    const asked = { askedBy: input.person.userId, createdAt: sql`now()`, expiresAt: new Date(Date.now() + KEPT_FOR_MS) };
    const isOver = or(
      inArray(patches.state, ["failed", "nothing"]),
      lt(patches.expiresAt, sql`now()`),
      and(eq(patches.state, "preparing"), lt(patches.createdAt, LOST_AFTER)),
    );
    const [patch] = await tx
      .insert(patches)
      .values({ ...asked, versionId, scanId: currentScanId })
      .onConflictDoUpdate({
        target: patches.scanId,
        set: { ...asked, state: "preparing", diff: null, fixes: null, artifactSha256: null, patchedScanId: null },
        setWhere: isOver,
      })
      .returning({ id: patches.id });
    if (patch) {
      const { requestId } = input;
      await enqueue(tx, "make_patch", { patchId: patch.id, requestId }, { jobKey: jobKeys.patch(patch.id), priority: PRIORITY });
    }
    return ok({ packageName: row.packageName, version });
  });
}

async function hasAskedTooOften(tx: Tx, userId: string): Promise<boolean> {
  const [asked] = await tx
    .select({ number: count() })
    .from(patches)
    .where(
      and(
        eq(patches.askedBy, userId),
        gt(patches.createdAt, sql`now() - interval '1 day'`),
        inArray(patches.state, ["preparing", "made", "failed"]),
      ),
    );
  return (asked?.number ?? 0) >= MOST_A_DAY;
}
