import { and, eq, isNull, lt, or, sql } from "drizzle-orm";
import { isReviewer, type SignedIn } from "@/lib/domain/permissions";
import type { AppError } from "@/lib/errors";
import { appError } from "@/lib/errors";
import { newFeedSecret } from "@/lib/feed-secret";
import { ok, type Result } from "@/lib/result";
import type { Db, Executor, Tx } from "../context";
import { reviewFeeds } from "../schema";
import { actorFor } from "./actor";
import { inTransaction } from "./in-transaction";
import { recordAudit } from "./record-audit";

interface Request {
  person: Pick<SignedIn, "userId">;
  requestId?: string;
}

/**
 * Makes an address under which QGIS Desktop reads what waits for this approver; an earlier one ends.
 *
 * @returns the secret, this one time; not-allowed for people who do not review
 */
export function createReviewFeed(db: Db, { person, requestId }: Request): Promise<Result<{ secret: string }, AppError>> {
  return inTransaction(db, async (tx) => {
    const actor = await actorFor(tx, person, null);
    if (!isReviewer(actor)) return appError("not-allowed", "Only approvers have a review feed.");
    await end(tx, person.userId);
    const { secret, secretHash } = newFeedSecret();
    const [feed] = await tx.insert(reviewFeeds).values({ userId: person.userId, secretHash }).returning({ id: reviewFeeds.id });
    await recordAudit(tx, { actor, event: "review-feed:created", subjectId: feed?.id, requestId });
    return ok({ secret });
  });
}

/** Ends the person's address. None, no error. */
export async function revokeReviewFeed(db: Db, { person, requestId }: Request): Promise<void> {
  await db.transaction(async (tx) => {
    const ended = await end(tx, person.userId);
    if (ended)
      await recordAudit(tx, { actor: await actorFor(tx, person, null), event: "review-feed:revoked", subjectId: ended, requestId });
  });
}

async function end(tx: Tx, userId: string): Promise<string | null> {
  const [ended] = await tx
    .update(reviewFeeds)
    .set({ revokedAt: new Date() })
    .where(and(eq(reviewFeeds.userId, userId), isNull(reviewFeeds.revokedAt)))
    .returning({ id: reviewFeeds.id });
  return ended?.id ?? null;
}

/** So that its person sees whether it is in use; to the hour. */
export async function touchReviewFeed(db: Executor, feedId: string): Promise<void> {
  await db
    .update(reviewFeeds)
    .set({ lastUsedAt: new Date() })
    .where(and(eq(reviewFeeds.id, feedId), or(isNull(reviewFeeds.lastUsedAt), lt(reviewFeeds.lastUsedAt, sql`now() - interval '1 hour'`))));
}
