import { and, asc, desc, eq, gt, isNull, sql } from "drizzle-orm";
import { apiTokenHash, looksLikeApiToken } from "@/lib/api-token";
import type { Executor } from "../context";
import { apiTokens, pluginEditors, plugins, users } from "../schema";

/** A token that works at this moment, and whose it is. What it may do with a plugin, `actorFor` says. */
export interface TokenHolder {
  tokenId: string;
  userId: string;
  email: string;
  name: string;
  isTrusted: boolean;
  /** The one plugin that it is for; null: all plugins of the account. */
  pluginId: number | null;
}

/** @returns null for a text that is no token, and for one that was revoked, has expired, or belongs to somebody suspended */
export async function getTokenHolder(db: Executor, token: string): Promise<TokenHolder | null> {
  if (!looksLikeApiToken(token)) return null;
  const [row] = await db
    .select({
      tokenId: apiTokens.id,
      userId: apiTokens.userId,
      email: users.email,
      name: users.name,
      isTrusted: users.isTrusted,
      pluginId: apiTokens.pluginId,
    })
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

/** A token as its person sees it on their page. */
export interface OwnToken {
  tokenId: string;
  name: string;
  /** The last four characters. */
  ending: string;
  /** Null: all plugins of the account. */
  plugin: { packageName: string; name: string } | null;
  /** Whether the person may still upload to that plugin; an account's token is for whatever they edit. */
  isUseful: boolean;
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

/** Ended tokens are listed for a while, so that their person can tell what a failing program still uses. */
const ENDED_SHOWN = 20;

/** A person's tokens, newest first: all that have neither ended nor been revoked, and the last few that have. */
export async function listOwnTokens(db: Executor, userId: string): Promise<{ live: OwnToken[]; ended: OwnToken[] }> {
  const rows = await db
    .select({ token: apiTokens, packageName: plugins.packageName, pluginName: plugins.name, editor: pluginEditors.userId })
    .from(apiTokens)
    .leftJoin(plugins, and(eq(plugins.id, apiTokens.pluginId), isNull(plugins.deletedAt)))
    .leftJoin(pluginEditors, and(eq(pluginEditors.pluginId, plugins.id), eq(pluginEditors.userId, apiTokens.userId)))
    .where(eq(apiTokens.userId, userId))
    .orderBy(desc(apiTokens.createdAt), asc(apiTokens.id));
  const now = Date.now();
  const all = rows.map(({ token, packageName, pluginName, editor }): OwnToken => {
    const { id: tokenId, name, ending, createdAt, expiresAt, lastUsedAt, revokedAt, pluginId } = token;
    // A plugin that was deleted meanwhile has no name to show to anybody.
    const plugin = pluginId === null ? null : { packageName: packageName ?? "", name: pluginName ?? "a deleted plugin" };
    return { tokenId, name, ending, plugin, isUseful: pluginId === null || editor !== null, createdAt, expiresAt, lastUsedAt, revokedAt };
  });
  const isLive = (one: OwnToken) => one.revokedAt === null && one.expiresAt.getTime() > now;
  return { live: all.filter(isLive), ended: all.filter((one) => !isLive(one)).slice(0, ENDED_SHOWN) };
}

/** What a token can be made for: the plugins that the person edits, by name. */
export async function listTokenPlugins(db: Executor, userId: string): Promise<{ pluginId: number; packageName: string; name: string }[]> {
  return db
    .select({ pluginId: plugins.id, packageName: plugins.packageName, name: plugins.name })
    .from(pluginEditors)
    .innerJoin(plugins, and(eq(plugins.id, pluginEditors.pluginId), isNull(plugins.deletedAt)))
    .where(eq(pluginEditors.userId, userId))
    .orderBy(asc(sql`lower(${plugins.name})`));
}
