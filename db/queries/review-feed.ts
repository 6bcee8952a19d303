import { and, eq, isNull, ne, notExists, or, sql } from "drizzle-orm";
import { type FeedQuestion, selectForFeed } from "@/lib/domain/feed-selection";
import { isReviewer } from "@/lib/domain/permissions";
import type { FeedEntry } from "@/lib/feed-xml";
import { absoluteUrl, urls } from "@/lib/urls";
import type { Executor } from "../context";
import { artifacts, pluginEditors, plugins, reviewFeeds, users, versions } from "../schema";
import type { DownloadableFile } from "./download";
import { feedEntry } from "./feed-entry";

export interface FeedReader {
  feedId: string;
  userId: string;
}

/** Whose address this is. Null when it was ended, or its person does not review any more. */
export async function getFeedReader(db: Executor, secretHash: string): Promise<FeedReader | null> {
  const [row] = await db
    .select({ feedId: reviewFeeds.id, userId: users.id, role: users.role, suspendedAt: users.suspendedAt })
    .from(reviewFeeds)
    .innerJoin(users, eq(users.id, reviewFeeds.userId))
    .where(and(eq(reviewFeeds.secretHash, secretHash), isNull(reviewFeeds.revokedAt)));
  if (!row || !isReviewer({ role: row.role, isSuspended: row.suspendedAt !== null })) return null;
  return { feedId: row.feedId, userId: row.userId };
}

export interface OwnFeed {
  createdAt: Date;
  lastUsedAt: Date | null;
}

export async function getOwnFeed(db: Executor, userId: string): Promise<OwnFeed | null> {
  const [row] = await db
    .select({ createdAt: reviewFeeds.createdAt, lastUsedAt: reviewFeeds.lastUsedAt })
    .from(reviewFeeds)
    .where(and(eq(reviewFeeds.userId, userId), isNull(reviewFeeds.revokedAt)));
  return row ?? null;
}

/**
 * What somebody may try out: versions whose checks passed and that wait for an approver. Not what they edit or uploaded
 * themselves: they do not decide about it, and Desktop would write it over the files they work on.
 */
const isOnReview = (db: Executor, userId: string) =>
  and(
    eq(versions.status, "validated"),
    isNull(plugins.deletedAt),
    or(isNull(versions.uploadedBy), ne(versions.uploadedBy, userId)),
    notExists(
      db
        .select({ one: sql`1` })
        .from(pluginEditors)
        .where(and(eq(pluginEditors.pluginId, versions.pluginId), eq(pluginEditors.userId, userId))),
    ),
  );

/** Of each plugin and channel the newest waiting version that runs in the asking QGIS, as entries of a feed. */
export async function listReviewFeed(
  db: Executor,
  input: { userId: string; secret: string; question: FeedQuestion; publicUrl: string },
): Promise<FeedEntry[]> {
  const { userId, secret, question, publicUrl } = input;
  const rows = await db
    .select({ version: versions, plugin: plugins, uploaderName: users.name })
    .from(versions)
    .innerJoin(plugins, eq(plugins.id, versions.pluginId))
    .leftJoin(users, eq(users.id, versions.uploadedBy))
    .where(isOnReview(db, userId));
  const candidates = new Map(rows.map((row) => [row.version.id, row]));
  const ids = selectForFeed(
    rows.map(({ version, plugin }) => ({ ...version, packageName: plugin.packageName })),
    question,
  );
  return ids.flatMap((id) => {
    const row = candidates.get(id);
    return row ? [toEntry(row, secret, publicUrl)] : [];
  });
}

interface Row {
  version: typeof versions.$inferSelect;
  plugin: typeof plugins.$inferSelect;
  uploaderName: string | null;
}

/** Nobody vouches for it yet: neither trusted nor with an icon, which only public plugins serve. */
function toEntry({ version, plugin, uploaderName }: Row, secret: string, publicUrl: string): FeedEntry {
  const { packageName } = plugin;
  const entry = feedEntry(
    {
      ...version,
      ...{
        packageName,
        verdict: version.effectiveVerdict,
        uploadedBy: uploaderName ?? "",
        isOwnerTrusted: false,
        downloads: 0,
        revision: "",
      },
    },
    {
      ...{ id: version.id, pluginName: plugin.name, metadata: version.metadata, hasIcon: false, artifactSha256: version.artifactSha256 },
      isDeprecated: version.metadata.deprecated,
      ...{ pluginCreatedAt: plugin.createdAt, publishedAt: version.uploadedAt, ratingVotes: 0, ratingSum: 0, revision: "" },
    },
    publicUrl,
  );
  return {
    ...entry,
    downloadUrl: absoluteUrl(publicUrl, urls.reviewFeedFile(secret, packageName, version.version)),
    securityUrl: absoluteUrl(publicUrl, urls.reviewVersion(version.id)),
  };
}

/** The file of a version that is on this person's feed at the moment; null of every other. */
export async function getReviewFeedFile(
  db: Executor,
  userId: string,
  packageName: string,
  version: string,
): Promise<DownloadableFile | null> {
  const [row] = await db
    .select({
      versionId: versions.id,
      pluginId: plugins.id,
      packageName: plugins.packageName,
      version: versions.version,
      artifactSha256: versions.artifactSha256,
      sizeBytes: artifacts.sizeBytes,
    })
    .from(versions)
    .innerJoin(plugins, eq(plugins.id, versions.pluginId))
    .innerJoin(artifacts, eq(artifacts.sha256, versions.artifactSha256))
    .where(and(sql`lower(${plugins.packageName}) = lower(${packageName})`, eq(versions.version, version), isOnReview(db, userId)));
  return row ? { ...row, isPublic: false } : null;
}
