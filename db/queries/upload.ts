import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { isReplaceable, type VersionStatus } from "@/lib/domain/version-status";
import type { Executor } from "../context";
import { pluginEditors, plugins, versions } from "../schema";

/** What `/plugins/add?plugin=…` says before a corrected file is chosen. */
export interface UploadTarget {
  packageName: string;
  name: string;
  newestVersion: { version: string; status: VersionStatus } | null;
  /** Numbers that were never approved: their file may be replaced under the same number. */
  replaceable: { version: string; status: VersionStatus }[];
}

/** Null when the person does not edit such a plugin, also when it belongs to somebody else. */
export async function getUploadTarget(db: Executor, userId: string, packageName: string): Promise<UploadTarget | null> {
  const [plugin] = await db
    .select({ id: plugins.id, packageName: plugins.packageName, name: plugins.name })
    .from(plugins)
    .innerJoin(pluginEditors, and(eq(pluginEditors.pluginId, plugins.id), eq(pluginEditors.userId, userId)))
    .where(and(eq(sql`lower(${plugins.packageName})`, packageName.toLowerCase()), isNull(plugins.deletedAt)));
  if (!plugin) return null;
  const rows = await db
    .select({ version: versions.version, status: versions.status, firstApprovedAt: versions.firstApprovedAt })
    .from(versions)
    .where(eq(versions.pluginId, plugin.id))
    .orderBy(desc(versions.uploadedAt), desc(versions.id));
  return {
    packageName: plugin.packageName,
    name: plugin.name,
    newestVersion: rows[0] ? { version: rows[0].version, status: rows[0].status } : null,
    replaceable: rows
      .filter(({ status, firstApprovedAt }) => isReplaceable({ status, wasEverApproved: firstApprovedAt !== null }))
      .map(({ version, status }) => ({ version, status })),
  };
}
