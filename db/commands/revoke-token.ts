import { and, eq, isNull, sql } from "drizzle-orm";
import { type AppError, appError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import type { Executor } from "../context";
import { apiTokens } from "../schema";

/**
 * Ends a token of this person at once, also for uploads that are under way: the command that takes them in looks again.
 * A second time changes nothing.
 *
 * @returns not-found for a token of somebody else
 */
export async function revokeToken(
  db: Executor,
  { person, tokenId }: { person: { userId: string }; tokenId: string },
): Promise<Result<{ tokenId: string }, AppError>> {
  const own = and(eq(apiTokens.id, tokenId), eq(apiTokens.userId, person.userId));
  await db
    .update(apiTokens)
    .set({ revokedAt: sql`now()` })
    .where(and(own, isNull(apiTokens.revokedAt)));
  const [row] = await db.select({ id: apiTokens.id }).from(apiTokens).where(own);
  return row ? ok({ tokenId: row.id }) : appError("not-found", "You have no such token.");
}
