import { and, eq, isNull, sql } from "drizzle-orm";
import { type AppError, appError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import type { Db } from "../context";
import { apiTokens } from "../schema";
import { appendPluginEvent, type PluginRequest, withOwnPlugin } from "./manage-plugin";
import { tellPluginEvent } from "./tell-plugin-event";

/**
 * An owner ends anybody's token that is for this plugin alone, at once. A token for all plugins of an account is its person's own
 * affair: it loses the plugin with its person. Whose token somebody else ends is told by mail.
 *
 * @returns not-found for a token of another plugin or account, and for one that has been revoked; not-allowed for collaborators
 */
export function revokePluginToken(db: Db, input: PluginRequest & { tokenId: string }): Promise<Result<object, AppError>> {
  return withOwnPlugin(db, input, async (tx, plugin) => {
    const [ended] = await tx
      .update(apiTokens)
      .set({ revokedAt: sql`now()` })
      .where(and(eq(apiTokens.id, input.tokenId), eq(apiTokens.pluginId, plugin.id), isNull(apiTokens.revokedAt)))
      .returning({ userId: apiTokens.userId });
    if (!ended) return appError("not-found", "This token does not work any more.");
    const isOwn = ended.userId === input.person.userId;
    const facts = { ...input, pluginId: plugin.id, event: "token-revoked" as const };
    if (isOwn) await appendPluginEvent(tx, facts);
    else await tellPluginEvent(tx, { ...facts, subjectId: ended.userId }, { only: [ended.userId] });
    return ok({});
  });
}
