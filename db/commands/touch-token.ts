import { and, eq, isNull, lt, or, sql } from "drizzle-orm";
import type { Executor } from "../context";
import { apiTokens } from "../schema";

/** Remembers that a token was used, at most once a minute: a client that asks often shall not write each time. */
export async function touchToken(db: Executor, tokenId: string): Promise<void> {
  await db
    .update(apiTokens)
    .set({ lastUsedAt: sql`now()` })
    .where(and(eq(apiTokens.id, tokenId), or(isNull(apiTokens.lastUsedAt), lt(apiTokens.lastUsedAt, sql`now() - interval '1 minute'`))));
}
