import { eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { createToken } from "@/db/commands/create-token";
import { revokeToken } from "@/db/commands/revoke-token";
import { listOwnTokens, listTokenPlugins } from "@/db/queries/api-tokens";
import { apiTokens } from "@/db/schema";

/** Tokens that nobody has: the page shows one for years, one that ends soon and one that was revoked. */
export async function addTokens(db: Db, userId: string): Promise<void> {
  const { live, ended } = await listOwnTokens(db, userId);
  if (live.length + ended.length > 0) return;
  const [plugin] = await listTokenPlugins(db, userId);
  const make = (name: string, pluginId: number | null, days: number) => createToken(db, { person: { userId }, name, pluginId, days });
  await make("Release workflow", plugin?.pluginId ?? null, 365);
  await make("Trial on a laptop", null, 12);
  const old = await make("Former build server", null, 90);
  if (!old.ok) return;
  await db.update(apiTokens).set({ lastUsedAt: new Date() }).where(eq(apiTokens.id, old.value.tokenId));
  await revokeToken(db, { person: { userId }, tokenId: old.value.tokenId });
}
