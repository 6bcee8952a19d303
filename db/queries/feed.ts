import { and, asc, eq, sql } from "drizzle-orm";
import type { FeedCandidate } from "@/lib/domain/feed-selection";
import type { PluginMetadata } from "@/scanners/archive/types";
import type { Verdict } from "@/scanners/core/types";
import type { Db, Executor } from "../context";
import { pluginEditors, plugins, publicChanges, users, versions } from "../schema";
import { isDeprecated } from "./deprecation";
import { downloadsByPlugin } from "./download-counts";
import { isPublic } from "./newest-public";

/**
 * Download numbers in the feed are those of whole days (UTC), so that a document and its ETag hold for a day and every process
 * shows the same ones. Some minutes late, for rows that a web process was about to write at midnight.
 */
const COUNTED_UNTIL = sql`to_char((now() at time zone 'utc') - interval '5 minutes', 'YYYY-MM-DD')`;

/**
 * Changes with everything that the feed shows: what is public, verdicts, names, trust (counted by triggers in the
 * transaction of the change), and at the end of a day. Costs the same however much is public: asked before each answer.
 */
export async function getPublicStamp(db: Executor): Promise<string> {
  const [row] = await db
    .select({ stamp: sql<string>`coalesce(sum(${publicChanges.changes}), 0)::text || '/' || ${COUNTED_UNTIL}` })
    .from(publicChanges);
  return (row as { stamp: string }).stamp;
}

/** A public version with what may still change about its entry; the rest of it is fetched when an entry is written. */
export interface PublicVersion extends FeedCandidate {
  verdict: Verdict | null;
  uploadedBy: string;
  isOwnerTrusted: boolean;
  /** Of all versions of the plugin, up to the end of a day. */
  downloads: number;
  /** Changes with any column of the version's and the plugin's row. */
  revision: string;
}

export interface PublicCatalogue {
  stamp: string;
  versions: PublicVersion[];
}

const revision = sql<string>`${versions}.xmin::text || '.' || ${plugins}.xmin::text`;

/** Everything public, light, as it was at one moment. */
export async function getPublicCatalogue(db: Db): Promise<PublicCatalogue> {
  return db.transaction(
    async (tx) => {
      const stamp = await getPublicStamp(tx);
      const counted = downloadsByPlugin(tx, { beforeDay: stamp.split("/")[1] });
      const trusted = tx
        .selectDistinct({ pluginId: pluginEditors.pluginId })
        .from(pluginEditors)
        .innerJoin(users, eq(users.id, pluginEditors.userId))
        .where(and(eq(pluginEditors.role, "owner"), eq(users.isTrusted, true)))
        .as("trusted");
      const rows = await tx
        .select({
          id: versions.id,
          pluginId: versions.pluginId,
          packageName: plugins.packageName,
          version: versions.version,
          isExperimental: versions.isExperimental,
          qgisMinimum: versions.qgisMinimum,
          qgisMaximum: versions.qgisMaximum,
          verdict: versions.effectiveVerdict,
          uploadedBy: sql<string>`coalesce(${users.name}, '')`,
          isOwnerTrusted: sql<boolean>`${trusted.pluginId} is not null`,
          downloads: sql<number>`coalesce(${counted.downloads}, 0)::int`,
          revision,
        })
        .from(versions)
        .innerJoin(plugins, eq(plugins.id, versions.pluginId))
        .leftJoin(users, eq(users.id, versions.uploadedBy))
        .leftJoin(trusted, eq(trusted.pluginId, versions.pluginId))
        .leftJoin(counted, eq(counted.pluginId, versions.pluginId))
        .where(isPublic())
        .orderBy(asc(versions.id));
      return { stamp, versions: rows };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}

/** What is written about a version once, when it is uploaded. */
export interface FeedTexts {
  id: number;
  /** No two plugins have the same; what an older version's metadata says may be another plugin's name by now. */
  pluginName: string;
  metadata: PluginMetadata;
  /** An icon that was refused at upload is not offered. */
  hasIcon: boolean;
  isDeprecated: boolean;
  artifactSha256: string;
  pluginCreatedAt: Date;
  publishedAt: Date;
  /** As they were where the plugin was imported from; there is no voting here. */
  ratingVotes: number;
  ratingSum: number;
  revision: string;
}

/** Of the named versions, as far as they are public still. */
export async function listFeedTexts(db: Executor, ids: readonly number[]): Promise<FeedTexts[]> {
  const rows = await db
    .select({
      id: versions.id,
      pluginName: plugins.name,
      metadata: versions.metadata,
      deprecatedAt: plugins.deprecatedAt,
      packageWarnings: versions.packageWarnings,
      artifactSha256: versions.artifactSha256,
      pluginCreatedAt: plugins.createdAt,
      firstApprovedAt: versions.firstApprovedAt,
      uploadedAt: versions.uploadedAt,
      ratingVotes: plugins.ratingVotes,
      ratingSum: plugins.ratingSum,
      revision,
    })
    .from(versions)
    .innerJoin(plugins, eq(plugins.id, versions.pluginId))
    .where(and(isPublic(), sql`${versions.id} = any(${sql.param([...ids])}::int[])`));
  return rows.map(({ packageWarnings, firstApprovedAt, uploadedAt, deprecatedAt, ...row }) => ({
    ...row,
    isDeprecated: isDeprecated({ deprecatedAt }, row.metadata),
    hasIcon: Boolean(row.metadata.icon) && !packageWarnings.some((one) => one.code === "icon-ignored"),
    publishedAt: firstApprovedAt ?? uploadedAt,
  }));
}
