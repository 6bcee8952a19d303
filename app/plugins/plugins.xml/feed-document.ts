import { createHash } from "node:crypto";
import type { Executor } from "@/db/context";
import { type FeedVersion, listFeedCandidates, listFeedVersions } from "@/db/queries/feed";
import { type FeedQuestion, selectForFeed } from "@/lib/domain/feed-selection";
import { type FeedEntry, renderFeed } from "@/lib/feed-xml";
import { absoluteUrl, urls } from "@/lib/urls";

export interface FeedDocument {
  xml: Uint8Array<ArrayBuffer>;
  hash: string;
}

/** What changes without a version changing, downloads and people's names, may be this old. */
const MAX_AGE_MS = 10 * 60 * 1000;
/** Whole documents of some thousand plugins: up to 10 MB each. There are few different ones, one per step of compatibility. */
const MAX_DOCUMENTS = 8;

const documents = new Map<string, { madeAt: number; document: Promise<FeedDocument> }>();

/**
 * The answer to a question, from memory when the same versions were listed before. What is public is asked each time,
 * so that a version that was hidden is gone from the very next answer.
 */
export async function getFeedDocument(db: Executor, question: FeedQuestion, publicUrl: string): Promise<FeedDocument> {
  const candidates = await listFeedCandidates(db);
  const ids = selectForFeed(candidates, question);
  const verdicts = new Map(candidates.map((one) => [one.id, one.verdict]));
  const make = () => makeDocument(db, ids, publicUrl);
  // One plugin's list is small, and strangers could ask for enough of them to push the others out.
  if (question.packageName !== null) return (await make()).document;
  const key = createHash("sha256")
    .update(JSON.stringify([publicUrl, ids.map((id) => [id, verdicts.get(id)])]))
    .digest("hex");
  const known = documents.get(key);
  if (known && Date.now() - known.madeAt < MAX_AGE_MS) return known.document;
  const made = make();
  remember(
    key,
    made.then((result) => result.document),
  );
  // Something was hidden in between, or it failed: answer, but do not keep.
  made.then(
    (result) => result.isComplete || documents.delete(key),
    () => documents.delete(key),
  );
  return (await made).document;
}

function remember(key: string, document: Promise<FeedDocument>): void {
  documents.delete(key);
  documents.set(key, { madeAt: Date.now(), document });
  const oldest = documents.keys().next().value;
  if (documents.size > MAX_DOCUMENTS && oldest !== undefined) documents.delete(oldest);
}

async function makeDocument(
  db: Executor,
  ids: readonly number[],
  publicUrl: string,
): Promise<{ document: FeedDocument; isComplete: boolean }> {
  const rows = await listFeedVersions(db, ids);
  const xml = new TextEncoder().encode(renderFeed(rows.map((row) => toEntry(row, publicUrl))));
  const hash = createHash("sha256").update(xml).digest("hex").slice(0, 32);
  return { document: { xml, hash }, isComplete: rows.length === ids.length };
}

function toEntry(row: FeedVersion, publicUrl: string): FeedEntry {
  const { metadata, packageName, version } = row;
  return {
    pluginId: row.pluginId,
    packageName,
    name: metadata.name,
    version,
    description: metadata.description,
    about: metadata.about,
    isTrusted: row.isOwnerTrusted,
    qgisMinimumVersion: metadata.qgisMinimumVersion,
    qgisMaximumVersion: metadata.qgisMaximumVersion,
    homepage: metadata.homepage ?? "",
    iconUrl: row.hasIcon ? absoluteUrl(publicUrl, urls.icon(packageName)) : "",
    downloadUrl: absoluteUrl(publicUrl, urls.download(packageName, version)),
    securityUrl: absoluteUrl(publicUrl, urls.securityTab(packageName, version)),
    authorName: metadata.author,
    uploadedBy: row.uploadedBy,
    createdAt: row.pluginCreatedAt,
    updatedAt: row.publishedAt,
    isExperimental: row.isExperimental,
    isDeprecated: metadata.deprecated,
    tracker: metadata.tracker,
    repository: metadata.repository,
    tags: metadata.tags,
    downloads: row.downloads,
    externalDependencies: metadata.externalDeps ?? "",
    isServer: metadata.server,
    category: metadata.category ?? "",
    changelog: metadata.changelog ?? "",
    pluginDependencies: metadata.pluginDependencies,
    sha256: row.artifactSha256,
    securityStatus: row.verdict ?? "not-scanned",
  };
}
