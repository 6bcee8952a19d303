import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { apiTokenHash, looksLikeApiToken } from "@/lib/api-token";
import type { Executor } from "../context";
import { apiTokens, users } from "../schema";

/** A token that works at this moment, and whose it is. What it may do with a plugin, `actorFor` says. */
export interface TokenHolder {
  tokenId: string;
  userId: string;
  email: string;
  /** The one plugin that it is for; null: all plugins of the account. */
  pluginId: number | null;
}

/** @returns null for a text that is no token, and for one that was revoked, has expired, or belongs to somebody suspended */
export async function getTokenHolder(db: Executor, token: string): Promise<TokenHolder | null> {
  if (!looksLikeApiToken(token)) return null;
  const [row] = await db
    .select({ tokenId: apiTokens.id, userId: apiTokens.userId, email: users.email, pluginId: apiTokens.pluginId })
    .from(apiTokens)
    .innerJoin(users, eq(users.id, apiTokens.userId))
    .where(
      and(
        eq(apiTokens.tokenHash, apiTokenHash(token)),
        isNull(apiTokens.revokedAt),
        gt(apiTokens.expiresAt, sql`now()`),
        isNull(users.suspendedAt),
      ),
    );
  return row ?? null;
}
