import { count, lt, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/pg-core";
import type { Executor } from "../context";
import { downloads, downloadTotals, versions } from "../schema";

/**
 * Downloads by version: those of days that are added up already, and those that are still one row each. A version that
 * nobody downloaded is missing.
 *
 * @param beforeDay counts whole days only: those before this one (`2026-01-31`)
 */
export function downloadsByVersion(db: Executor, beforeDay?: string) {
  const added = db.select({ versionId: downloadTotals.versionId, times: sql<number>`${downloadTotals.downloads}`.as("times") });
  const single = db
    .select({ versionId: downloads.versionId, times: count().as("times") })
    .from(downloads)
    .where(beforeDay === undefined ? undefined : lt(downloads.day, beforeDay))
    .groupBy(downloads.versionId);
  const both = unionAll(added.from(downloadTotals), single).as("both_counts");
  return db
    .select({ versionId: both.versionId, downloads: sql<number>`sum(${both.times})::int`.as("downloads") })
    .from(both)
    .groupBy(both.versionId)
    .as("version_downloads");
}

/** The same by plugin. */
export function downloadsByPlugin(db: Executor, beforeDay?: string) {
  const counted = downloadsByVersion(db, beforeDay);
  return db
    .select({ pluginId: versions.pluginId, downloads: sql<number>`sum(${counted.downloads})::int`.as("plugin_downloads") })
    .from(counted)
    .innerJoin(versions, sql`${versions.id} = ${counted.versionId}`)
    .groupBy(versions.pluginId)
    .as("downloaded");
}
