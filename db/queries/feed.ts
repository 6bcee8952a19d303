import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { FeedCandidate } from "@/lib/domain/feed-selection";
import type { PluginMetadata } from "@/scanners/archive/types";
import type { Verdict } from "@/scanners/core/types";
import type { Executor } from "../context";
import { downloads, pluginEditors, plugins, users, versions } from "../schema";
import { isPublic } from "./newest-public";

/**
 * Changes whenever something becomes public, is hidden, or gets another verdict: what was made from `listFeedCandidates`
 * holds as long as this stays the same. Cheap enough to be asked before each answer.
 */
export async function getPublicStamp(db: Executor): Promise<string> {
  const [row] = await db
    .select({
      stamp: sql<string>`md5(coalesce(string_agg(${versions.id} || ' ' || coalesce(${versions.effectiveVerdict}::text, ''), ',' order by ${versions.id}), ''))`,
    })
    .from(versions)
    .innerJoin(plugins, eq(plugins.id, versions.pluginId))
    .where(isPublic());
  return row?.stamp ?? "";
}

/** Everything public, light: the choice is made from this. */
export async function listFeedCandidates(db: Executor): Promise<(FeedCandidate & { verdict: Verdict | null })[]> {
  return db
    .select({
      id: versions.id,
      pluginId: versions.pluginId,
      packageName: plugins.packageName,
      version: versions.version,
      isExperimental: versions.isExperimental,
      qgisMinimum: versions.qgisMinimum,
      qgisMaximum: versions.qgisMaximum,
      verdict: versions.effectiveVerdict,
    })
    .from(versions)
    .innerJoin(plugins, eq(plugins.id, versions.pluginId))
    .where(isPublic())
    .orderBy(asc(versions.id));
}

export interface FeedVersion {
  id: number;
  pluginId: number;
  packageName: string;
  version: string;
  metadata: PluginMetadata;
  /** An icon that was refused at upload is not offered. */
  hasIcon: boolean;
  isExperimental: boolean;
  artifactSha256: string;
  verdict: Verdict | null;
  uploadedBy: string;
  isOwnerTrusted: boolean;
  pluginCreatedAt: Date;
  publishedAt: Date;
  /** Of all versions of the plugin. */
  downloads: number;
}

/** The named versions as far as they are public still, in the order of the ids given. */
export async function listFeedVersions(db: Executor, ids: readonly number[]): Promise<FeedVersion[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select({ version: versions, plugin: plugins, uploadedBy: users.name })
    .from(versions)
    .innerJoin(plugins, eq(plugins.id, versions.pluginId))
    .leftJoin(users, eq(users.id, versions.uploadedBy))
    .where(and(isPublic(), inArray(versions.id, [...ids])));
  const [trusted, counts] = [await listTrustedPlugins(db), await countPluginDownloads(db)];
  const byId = new Map(
    rows.map(({ version, plugin, uploadedBy }) => [
      version.id,
      {
        id: version.id,
        pluginId: plugin.id,
        packageName: plugin.packageName,
        version: version.version,
        metadata: version.metadata,
        hasIcon: Boolean(version.metadata.icon) && !version.packageWarnings.some((one) => one.code === "icon-ignored"),
        isExperimental: version.isExperimental,
        artifactSha256: version.artifactSha256,
        verdict: version.effectiveVerdict,
        uploadedBy: uploadedBy ?? "",
        isOwnerTrusted: trusted.has(plugin.id),
        pluginCreatedAt: plugin.createdAt,
        publishedAt: version.firstApprovedAt ?? version.uploadedAt,
        downloads: counts.get(plugin.id) ?? 0,
      },
    ]),
  );
  return ids.flatMap((id) => byId.get(id) ?? []);
}

async function listTrustedPlugins(db: Executor): Promise<Set<number>> {
  const rows = await db
    .select({ pluginId: pluginEditors.pluginId })
    .from(pluginEditors)
    .innerJoin(users, eq(users.id, pluginEditors.userId))
    .where(and(eq(pluginEditors.role, "owner"), eq(users.isTrusted, true)));
  return new Set(rows.map((row) => row.pluginId));
}

async function countPluginDownloads(db: Executor): Promise<Map<number, number>> {
  const rows = await db
    .select({ pluginId: versions.pluginId, count: sql<number>`count(*)::int` })
    .from(downloads)
    .innerJoin(versions, eq(versions.id, downloads.versionId))
    .groupBy(versions.pluginId);
  return new Map(rows.map((row) => [row.pluginId, row.count]));
}
