import { and, eq, isNotNull, sql } from "drizzle-orm";
import { type AppError, appError, fieldError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import type { Db } from "../context";
import { plugins, versions } from "../schema";
import { appendPluginEvent, type PluginRequest, withOwnPlugin, withPlugin } from "./manage-plugin";
import { isStillRestorable, removePlugin } from "./purge-plugins";
import { followRules } from "./queue-ruleset-rollout";
import { tellPluginEvent } from "./tell-plugin-event";

/** `released`: there was nothing to keep. */
type Deletion = { outcome: "deleted" | "released" };

/**
 * Hides a plugin from everybody but its editors, at once and everywhere: feed, pages, search, badge, downloads. Its
 * versions keep their states, and for 30 days its owners can bring all of it back. A plugin without any version has
 * nothing to bring back: its names are free at once.
 *
 * @param confirmation the package name, typed by whoever deletes
 * @returns not-found, not-allowed for collaborators, invalid when the confirmation differs, conflict when it is deleted already
 */
export function deletePlugin(db: Db, input: PluginRequest & { confirmation: string }): Promise<Result<Deletion, AppError>> {
  return withOwnPlugin<Deletion>(db, input, async (tx, plugin) => {
    if (input.confirmation.trim() !== plugin.packageName)
      return fieldError("confirmation", "invalid", `Type the package name exactly as it stands here: ${plugin.packageName}`);
    const facts = { pluginId: plugin.id, person: input.person, requestId: input.requestId };
    if ((await tx.$count(versions, eq(versions.pluginId, plugin.id))) === 0) {
      await removePlugin(tx, plugin.id);
      await appendPluginEvent(tx, { ...facts, event: "released" });
      return ok({ outcome: "released" });
    }
    await tx.update(plugins).set({ deletedAt: sql`now()` }).where(eq(plugins.id, plugin.id));
    await tellPluginEvent(tx, { ...facts, event: "deleted" }, { actorToo: true });
    return ok({ outcome: "deleted" });
  });
}

/** Brings a deleted plugin back, within 30 days, with its versions as they were. */
export function restorePlugin(db: Db, input: PluginRequest): Promise<Result<object, AppError>> {
  return withPlugin(db, input, async (tx, plugin) => {
    if (!plugin.mayManage) return appError("not-allowed", "Only the plugin's owners may do this.");
    const restored = await tx
      .update(plugins)
      .set({ deletedAt: null })
      .where(and(eq(plugins.id, plugin.id), isNotNull(plugins.deletedAt), isStillRestorable()))
      .returning({ id: plugins.id });
    if (restored.length === 0)
      return appError("conflict", plugin.deletedAt ? "The time to restore it is over." : "The plugin is not deleted.");
    const facts = { pluginId: plugin.id, person: input.person, requestId: input.requestId };
    await tellPluginEvent(tx, { ...facts, event: "restored" }, { actorToo: true });
    await followRules(tx, plugin.id);
    return ok({});
  });
}
