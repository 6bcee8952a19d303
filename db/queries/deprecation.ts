import { and, eq, exists, isNull, type SQL, sql } from "drizzle-orm";
import type { PluginMetadata } from "@/scanners/archive/types";
import type { Executor } from "../context";
import { plugins, versions } from "../schema";

/**
 * Whether people are advised against a plugin: its owners said so on its page, or the version's own metadata.txt does. Either is
 * enough (docs/adr/0028).
 */
export const isDeprecated = (plugin: { deprecatedAt: Date | null }, metadata: Pick<PluginMetadata, "deprecated">): boolean =>
  plugin.deprecatedAt !== null || metadata.deprecated;

/** What people read about it. */
export interface Deprecation {
  /** Empty: the owners gave no words, or only metadata.txt says it. */
  message: string;
  /** Null also while the other plugin is not public. */
  replacement: { packageName: string; name: string } | null;
}

/** Null when nobody advises against it. */
export async function getDeprecation(
  db: Executor,
  plugin: Pick<typeof plugins.$inferSelect, "deprecatedAt" | "deprecationMessage" | "replacementId">,
  metadata: Pick<PluginMetadata, "deprecated">,
): Promise<Deprecation | null> {
  if (!isDeprecated(plugin, metadata)) return null;
  const replacement = plugin.replacementId === null ? null : await findPublicPlugin(db, eq(plugins.id, plugin.replacementId));
  return { message: plugin.deprecationMessage, replacement };
}

/** A plugin that strangers can see, by whatever condition names it. */
export async function findPublicPlugin(db: Executor, condition: SQL) {
  const published = db
    .select({ one: sql`1` })
    .from(versions)
    .where(and(eq(versions.pluginId, plugins.id), eq(versions.status, "approved")));
  const [found] = await db
    .select({ id: plugins.id, packageName: plugins.packageName, name: plugins.name })
    .from(plugins)
    .where(and(condition, isNull(plugins.deletedAt), exists(published)));
  return found ?? null;
}
