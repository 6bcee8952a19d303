import { and, asc, eq, gt, isNull, or, sql } from "drizzle-orm";
import type { Executor } from "../context";
import { apiTokens, pluginEditors, users } from "../schema";

/** A token as the plugin's owners see it: never the token itself. */
export interface PluginToken {
  tokenId: string;
  name: string;
  /** The last four characters. */
  ending: string;
  userId: string;
  userName: string;
  expiresAt: Date;
  lastUsedAt: Date | null;
}

export interface PluginTokens {
  /** For this plugin alone, the one that ends first before all. */
  own: PluginToken[];
  /** Maintainers whose tokens for all of their plugins work here too. */
  accounts: { userId: string; userName: string; tokens: number }[];
}

/** What can upload to a plugin by itself at this moment. The caller has asked that the viewer manages it. */
export async function listPluginTokens(db: Executor, pluginId: number): Promise<PluginTokens> {
  const rows = await db
    .select({
      tokenId: apiTokens.id,
      name: apiTokens.name,
      ending: apiTokens.ending,
      userId: users.id,
      userName: users.name,
      expiresAt: apiTokens.expiresAt,
      lastUsedAt: apiTokens.lastUsedAt,
      forPlugin: apiTokens.pluginId,
    })
    .from(apiTokens)
    .innerJoin(users, and(eq(users.id, apiTokens.userId), isNull(users.suspendedAt)))
    .innerJoin(pluginEditors, and(eq(pluginEditors.userId, users.id), eq(pluginEditors.pluginId, pluginId)))
    .where(
      and(
        or(eq(apiTokens.pluginId, pluginId), isNull(apiTokens.pluginId)),
        isNull(apiTokens.revokedAt),
        gt(apiTokens.expiresAt, sql`now()`),
      ),
    )
    .orderBy(asc(apiTokens.expiresAt));
  const accounts = new Map<string, PluginTokens["accounts"][number]>();
  for (const { userId, userName, forPlugin } of rows) {
    if (forPlugin !== null) continue;
    accounts.set(userId, { userId, userName, tokens: (accounts.get(userId)?.tokens ?? 0) + 1 });
  }
  const own = rows.filter((row) => row.forPlugin !== null).map(({ forPlugin: _forPlugin, ...token }) => token);
  return { own, accounts: [...accounts.values()] };
}
