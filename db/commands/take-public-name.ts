import { eq, sql } from "drizzle-orm";
import type { Tx } from "../context";
import { plugins, type versions } from "../schema";

/** The plugin's name follows the version that became public last, unless another plugin has that name by now. */
export async function takePublicName(tx: Tx, version: Pick<typeof versions.$inferSelect, "pluginId" | "metadata">): Promise<void> {
  const name = version.metadata.name;
  await tx
    .update(plugins)
    .set({ name })
    .where(
      sql`${eq(plugins.id, version.pluginId)} and not exists (select 1 from ${plugins} other where lower(other.name) = lower(${name}) and other.id <> ${version.pluginId})`,
    );
}
