import { and, eq, lt, or, sql } from "drizzle-orm";
import { canDecide, type SignedIn } from "@/lib/domain/permissions";
import { CLAIM_MINUTES } from "@/lib/domain/review-queue";
import type { AppError } from "@/lib/errors";
import { appError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import type { Db } from "../context";
import { reviewClaims, users, versions } from "../schema";
import { actorFor } from "./actor";
import { refuseIfDeleted } from "./deleted-plugin";
import { inTransaction } from "./in-transaction";

interface Claim {
  person: Pick<SignedIn, "userId">;
  versionId: number;
}

/**
 * Says to the other approvers that this one looks at a version, for half an hour; again prolongs it. Keeps nobody from
 * deciding: the table of states alone does that.
 *
 * @returns not-found, not-allowed, conflict when somebody else has claimed it
 */
export function claimVersion(db: Db, { person, versionId }: Claim): Promise<Result<{ until: Date }, AppError>> {
  return inTransaction(db, async (tx) => {
    const [version] = await tx.select({ pluginId: versions.pluginId }).from(versions).where(eq(versions.id, versionId)).for("share");
    if (!version) return appError("not-found", "There is no such version.");
    const actor = await actorFor(tx, person, version.pluginId);
    if (!canDecide(actor, actor.isEditor)) return appError("not-allowed", "You may not decide about this version.");
    const refusal = await refuseIfDeleted(tx, version.pluginId);
    if (refusal) return refusal;
    const until = new Date(Date.now() + CLAIM_MINUTES * 60_000);
    const claimed = await tx
      .insert(reviewClaims)
      .values({ versionId, personId: person.userId, until })
      .onConflictDoUpdate({
        target: reviewClaims.versionId,
        set: { personId: person.userId, until },
        setWhere: or(eq(reviewClaims.personId, person.userId), lt(reviewClaims.until, sql`now()`)),
      })
      .returning({ until: reviewClaims.until });
    if (claimed.length > 0) return ok({ until });
    const [other] = await tx
      .select({ name: users.name })
      .from(reviewClaims)
      .innerJoin(users, eq(users.id, reviewClaims.personId))
      .where(eq(reviewClaims.versionId, versionId));
    return appError("conflict", `${other?.name || "Somebody else"} looks at it already. You can decide all the same.`);
  });
}

/** Gives one's own claim back. No claim, no error. */
export async function releaseClaim(db: Db, { person, versionId }: Claim): Promise<void> {
  await db.delete(reviewClaims).where(and(eq(reviewClaims.versionId, versionId), eq(reviewClaims.personId, person.userId)));
}
