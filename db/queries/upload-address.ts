import { and, eq, sql } from "drizzle-orm";
import type { Executor } from "../context";
import { plugins, versions } from "../schema";

/** What an upload's address names, as it is registered. Whether the caller may know of it is the caller's to ask. */
export interface AddressedPlugin {
  pluginId: number;
  packageName: string;
  /** Null: no such version, or none was named. */
  version: { wasEverApproved: boolean } | null;
}

export async function getAddressedPlugin(db: Executor, packageName: string, version: string | undefined): Promise<AddressedPlugin | null> {
  const [plugin] = await db
    .select({ pluginId: plugins.id, packageName: plugins.packageName })
    .from(plugins)
    .where(sql`lower(${plugins.packageName}) = lower(${packageName})`);
  if (!plugin) return null;
  const [row] = version
    ? await db
        .select({ firstApprovedAt: versions.firstApprovedAt })
        .from(versions)
        .where(and(eq(versions.pluginId, plugin.pluginId), eq(versions.version, version)))
    : [];
  return { ...plugin, version: row ? { wasEverApproved: row.firstApprovedAt !== null } : null };
}
