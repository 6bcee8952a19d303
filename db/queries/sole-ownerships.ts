import { and, eq, isNull, sql } from "drizzle-orm";
import type { Executor } from "../context";
import { pluginEditors, plugins } from "../schema";

/** Plugins that would be without an owner in good standing if this person left; deleted ones need none. */
export function listSoleOwnerships(db: Executor, userId: string): Promise<{ packageName: string; name: string }[]> {
  return db
    .select({ packageName: plugins.packageName, name: plugins.name })
    .from(pluginEditors)
    .innerJoin(plugins, eq(plugins.id, pluginEditors.pluginId))
    .where(
      and(
        eq(pluginEditors.userId, userId),
        eq(pluginEditors.role, "owner"),
        isNull(plugins.deletedAt),
        sql`not exists (select 1 from plugin_editors other join users u on u.id = other.user_id
          where other.plugin_id = ${plugins.id} and other.role = 'owner' and other.user_id <> ${userId} and u.suspended_at is null)`,
      ),
    )
    .orderBy(plugins.name);
}
