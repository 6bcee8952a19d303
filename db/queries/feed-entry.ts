import { desktopBound } from "@/lib/domain/qgis-version";
import type { FeedEntry } from "@/lib/feed-xml";
import { absoluteUrl, urls } from "@/lib/urls";
import type { FeedTexts, PublicVersion } from "./feed";

/** One plugin of the feed, from what may change about a version and what was written once. */
export function feedEntry(row: PublicVersion, { metadata, ...texts }: FeedTexts, publicUrl: string): FeedEntry {
  const { packageName, version } = row;
  return {
    pluginId: row.pluginId,
    packageName,
    name: texts.pluginName,
    version,
    description: metadata.description,
    about: metadata.about,
    isTrusted: row.isOwnerTrusted,
    qgisMinimumVersion: desktopBound(metadata.qgisMinimumVersion, row.qgisMinimum),
    qgisMaximumVersion: desktopBound(metadata.qgisMaximumVersion, row.qgisMaximum),
    homepage: metadata.homepage ?? "",
    iconUrl: texts.hasIcon ? absoluteUrl(publicUrl, urls.icon(packageName)) : "",
    downloadUrl: absoluteUrl(publicUrl, urls.download(packageName, version)),
    securityUrl: absoluteUrl(publicUrl, urls.securityTab(packageName, version)),
    authorName: metadata.author,
    uploadedBy: row.uploadedBy,
    createdAt: texts.pluginCreatedAt,
    updatedAt: texts.publishedAt,
    isExperimental: row.isExperimental,
    isDeprecated: texts.isDeprecated,
    tracker: metadata.tracker,
    repository: metadata.repository,
    tags: metadata.tags,
    downloads: row.downloads,
    ratingVotes: texts.ratingVotes,
    averageVote: texts.ratingVotes > 0 ? texts.ratingSum / texts.ratingVotes : 0,
    externalDependencies: metadata.externalDeps ?? "",
    isServer: metadata.server,
    category: metadata.category ?? "",
    changelog: metadata.changelog ?? "",
    pluginDependencies: metadata.pluginDependencies,
    sha256: texts.artifactSha256,
    securityStatus: row.verdict ?? "not-scanned",
  };
}
