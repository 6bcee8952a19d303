import { and, asc, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import type { Verdict } from "@/scanners/core/types";
import type { Executor } from "../context";
import { pluginEditors, plugins, versions } from "../schema";
import { newestPublicVersions } from "./newest-public";

export interface AuthorPlugin {
  packageName: string;
  name: string;
  /** Number and verdict of the version that became public last; null: none is public. */
  version: string | null;
  verdict: Verdict | null;
  /** Versions that were refused or hidden. */
  refused: number;
}

/** What else somebody maintains, by name. The caller has seen that the viewer may review. */
export async function listAuthorPlugins(db: Executor, userId: string | null, exceptPluginId: number): Promise<AuthorPlugin[]> {
  if (!userId) return [];
  const newest = newestPublicVersions(db).as("newest");
  const bad = db.$count(versions, and(eq(versions.pluginId, plugins.id), inArray(versions.status, ["rejected", "quarantined"])));
  return db
    .select({
      packageName: plugins.packageName,
      name: plugins.name,
      version: versions.version,
      verdict: versions.effectiveVerdict,
      refused: sql<number>`${bad}`.mapWith(Number),
    })
    .from(pluginEditors)
    .innerJoin(plugins, and(eq(plugins.id, pluginEditors.pluginId), isNull(plugins.deletedAt)))
    .leftJoin(newest, eq(newest.pluginId, plugins.id))
    .leftJoin(versions, eq(versions.id, newest.versionId))
    .where(and(eq(pluginEditors.userId, userId), ne(plugins.id, exceptPluginId)))
    .orderBy(asc(plugins.name))
    .limit(50);
}

/** All names that are taken, to compare a new one with. */
export async function listPluginNames(db: Executor): Promise<{ packageName: string; name: string }[]> {
  return db.select({ packageName: plugins.packageName, name: plugins.name }).from(plugins).where(isNull(plugins.purgedAt));
}
