import { eq } from "drizzle-orm";
import type { SignedIn } from "@/lib/domain/permissions";
import type { PointMark } from "@/lib/domain/review-points";
import type { AppError } from "@/lib/errors";
import { appError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import type { Db } from "../context";
import { listReviewPoints } from "../queries/review-points";
import { reviewPointMarks, versions } from "../schema";
import { actorFor } from "./actor";
import { refuseIfDeleted } from "./deleted-plugin";
import { inTransaction } from "./in-transaction";

interface Ticks {
  person: Pick<SignedIn, "userId">;
  versionId: number;
  /** Ids of the points that are ticked now; those of other versions count for nothing. */
  ticked: readonly string[];
  requestId?: string;
}

/**
 * Says which points of a returned version are done (`owner`), or are confirmed (`approver`, who edits no plugin that they
 * judge). What did not change is not written again.
 *
 * @returns how many marks were set or taken back
 */
export function markReviewPoints(db: Db, side: "owner" | "approver", input: Ticks): Promise<Result<{ changed: number }, AppError>> {
  return inTransaction(db, async (tx) => {
    // Locked, so that two people who tick at the same moment do not count each other's marks as old.
    const [version] = await tx.select().from(versions).where(eq(versions.id, input.versionId)).for("update");
    const actor = await actorFor(tx, input.person, version?.pluginId ?? null);
    const isReviewer = actor.role !== "user" && !actor.isEditor;
    const isAllowed = !actor.isSuspended && (side === "owner" ? actor.isEditor : isReviewer);
    if (!version || !isAllowed) return appError("not-found", "There is no such version.");
    const refusal = await refuseIfDeleted(tx, version.pluginId);
    if (refusal) return refusal;
    const [yes, no]: [PointMark, PointMark] = side === "owner" ? ["done", "not-done"] : ["confirmed", "not-confirmed"];
    const points = await listReviewPoints(tx, version.id);
    const changed = points.filter((point) => (side === "owner" ? point.isDone : point.isConfirmed) !== input.ticked.includes(point.id));
    if (changed.length === 0) return ok({ changed: 0 });
    await tx.insert(reviewPointMarks).values(
      changed.map(({ id }) => ({
        pointId: id,
        mark: input.ticked.includes(id) ? yes : no,
        markedBy: actor.userId,
        artifactSha256: version.artifactSha256,
        requestId: input.requestId ?? null,
      })),
    );
    return ok({ changed: changed.length });
  });
}
