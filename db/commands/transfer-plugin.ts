import { and, eq, isNull, ne, sql } from "drizzle-orm";
import { type AppError, appError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import type { Db, Tx } from "../context";
import { apiTokens, pluginEditors, pluginInvitations, users } from "../schema";
import { actorFor } from "./actor";
import { type PluginRequest, withPlugin } from "./manage-plugin";
import { tellPluginEvent } from "./tell-plugin-event";

/**
 * Gives a plugin to another account, without anybody's yes: for plugins whose owner is gone, and for disputes that were settled. Open
 * invitations end. The owners that it had stay as collaborators, or leave with their tokens for it.
 *
 * @param input.email the address of the account that becomes owner
 * @returns not-found, not-allowed for everybody but administrators, invalid without a reason, for an unknown address and for oneself,
 * conflict when that account is the only owner already or the plugin is deleted
 */
export function transferPlugin(
  db: Db,
  input: PluginRequest & { email: string; owners: "stay" | "leave"; reason: string },
): Promise<Result<object, AppError>> {
  return withPlugin(db, input, async (tx, plugin) => {
    const actor = await actorFor(tx, input.person, plugin.id);
    if (actor.role !== "admin") return appError("not-allowed", "Only administrators may do this.");
    if (plugin.deletedAt) return appError("conflict", "The plugin is deleted. Restore it first.");
    const reason = input.reason.trim().slice(0, 2000);
    if (reason === "") return appError("invalid", "Write a reason: it is kept with the change.");
    const [next] = await tx
      .select({ id: users.id })
      .from(users)
      .where(and(sql`lower(${users.email}) = ${input.email.trim().toLowerCase()}`, isNull(users.suspendedAt)))
      .for("share");
    if (!next) return appError("invalid", "There is no account with this address, or it is suspended.");
    if (next.id === input.person.userId) return appError("invalid", "Nobody gives themselves a plugin. Ask another administrator.");
    const owners = await listOtherOwners(tx, plugin.id, next.id);
    const [already] = await tx.select().from(pluginEditors).where(editor(plugin.id, next.id));
    if (already?.role === "owner" && owners.length === 0) return appError("conflict", "This account is the only owner already.");
    await tx
      .insert(pluginEditors)
      .values({ pluginId: plugin.id, userId: next.id, role: "owner" })
      .onConflictDoUpdate({ target: [pluginEditors.pluginId, pluginEditors.userId], set: { role: "owner" } });
    await tx.delete(pluginInvitations).where(eq(pluginInvitations.pluginId, plugin.id));
    const facts = { pluginId: plugin.id, person: input.person, reason, requestId: input.requestId };
    for (const userId of owners) {
      if (input.owners === "stay") await tx.update(pluginEditors).set({ role: "collaborator" }).where(editor(plugin.id, userId));
      else await leave(tx, plugin.id, userId);
    }
    await tellPluginEvent(tx, { ...facts, event: "transferred", subjectId: next.id });
    if (input.owners === "leave")
      for (const userId of owners) await tellPluginEvent(tx, { ...facts, event: "removed", subjectId: userId }, { only: [userId] });
    return ok({});
  });
}

const editor = (pluginId: number, userId: string) => and(eq(pluginEditors.pluginId, pluginId), eq(pluginEditors.userId, userId));

async function listOtherOwners(tx: Tx, pluginId: number, userId: string): Promise<string[]> {
  const rows = await tx
    .select({ userId: pluginEditors.userId })
    .from(pluginEditors)
    .where(and(eq(pluginEditors.pluginId, pluginId), eq(pluginEditors.role, "owner"), ne(pluginEditors.userId, userId)));
  return rows.map((row) => row.userId);
}

async function leave(tx: Tx, pluginId: number, userId: string): Promise<void> {
  await tx.delete(pluginEditors).where(editor(pluginId, userId));
  await tx
    .update(apiTokens)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(apiTokens.pluginId, pluginId), eq(apiTokens.userId, userId), isNull(apiTokens.revokedAt)));
}
