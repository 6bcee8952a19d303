import { and, count, eq, gt, inArray, lt, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/pg-core";
import type { Executor } from "../context";
import { downloads, downloadTotals, plugins, versions } from "../schema";

export interface DownloadFilter {
  /** Whole days only: those before this one (`2026-01-31`). */
  beforeDay?: string;
  /** Versions of these plugins only: some rows out of millions. */
  pluginIds?: readonly number[];
}

/** Counted here: those of days that are added up already, and those that are still one row each. */
function countedHere(db: Executor, { beforeDay, pluginIds }: DownloadFilter) {
  const wanted =
    pluginIds &&
    db
      .select({ id: versions.id })
      .from(versions)
      .where(inArray(versions.pluginId, [...pluginIds]));
  const added = db
    .select({ versionId: downloadTotals.versionId, times: sql<number>`${downloadTotals.downloads}`.as("times") })
    .from(downloadTotals)
    .where(wanted && inArray(downloadTotals.versionId, wanted));
  const single = db
    .select({ versionId: downloads.versionId, times: count().as("times") })
    .from(downloads)
    .where(
      and(beforeDay === undefined ? undefined : lt(downloads.day, beforeDay), wanted ? inArray(downloads.versionId, wanted) : undefined),
    )
    .groupBy(downloads.versionId);
  return { added, single };
}

/**
 * Downloads by version, those included that were counted where it was imported from. A version that nobody downloaded is
 * missing.
 */
export function downloadsByVersion(db: Executor, filter: DownloadFilter = {}) {
  const { added, single } = countedHere(db, filter);
  const imported = db
    .select({ versionId: versions.id, times: sql<number>`${versions.importedDownloads}`.as("times") })
    .from(versions)
    .where(and(gt(versions.importedDownloads, 0), filter.pluginIds && inArray(versions.pluginId, [...filter.pluginIds])));
  const all = unionAll(added, single, imported).as("all_counts");
  return db
    .select({ versionId: all.versionId, downloads: sql<number>`sum(${all.times})::int`.as("downloads") })
    .from(all)
    .groupBy(all.versionId)
    .as("version_downloads");
}

/** The same by plugin. Where it was imported from, a plugin's number can be more than those of its versions: some are gone. */
export function downloadsByPlugin(db: Executor, filter: DownloadFilter = {}) {
  const { added, single } = countedHere(db, filter);
  const here = unionAll(added, single).as("both_counts");
  const counted = db
    .select({ pluginId: versions.pluginId, times: sql<number>`${here.times}`.as("times") })
    .from(here)
    .innerJoin(versions, eq(versions.id, here.versionId));
  const imported = db
    .select({ pluginId: plugins.id, times: sql<number>`${plugins.importedDownloads}`.as("times") })
    .from(plugins)
    .where(and(gt(plugins.importedDownloads, 0), filter.pluginIds && inArray(plugins.id, [...filter.pluginIds])));
  const all = unionAll(counted, imported).as("plugin_counts");
  return db
    .select({ pluginId: all.pluginId, downloads: sql<number>`sum(${all.times})::int`.as("plugin_downloads") })
    .from(all)
    .groupBy(all.pluginId)
    .as("downloaded");
}
