import { createHash } from "node:crypto";
import type { Executor } from "@/db/context";
import { type FeedVersion, listFeedVersions } from "@/db/queries/feed";
import type { FeedQuestion } from "@/lib/domain/feed-selection";
import { type FeedEntry, renderFeed } from "@/lib/feed-xml";
import { absoluteUrl, urls } from "@/lib/urls";
import { chooseForFeed } from "./feed-choice";

export interface FeedDocument {
  xml: Uint8Array<ArrayBuffer>;
  hash: string;
}

interface Made {
  document: FeedDocument;
  isComplete: boolean;
}

/** What changes without a version changing, downloads and people's names, may be this old. */
const MAX_AGE_MS = 10 * 60 * 1000;
/** Whole documents of some thousand plugins: up to 10 MB each. There are few different ones, one per step of compatibility. */
const MAX_DOCUMENTS = 8;

const documents = new Map<string, { madeAt: number; made: Promise<Made> }>();

/**
 * The answer to a question, from memory when the same versions were listed before. What is public is asked each time,
 * so that a version that was hidden is gone from the very next answer.
 */
export async function getFeedDocument(db: Executor, question: FeedQuestion, publicUrl: string): Promise<FeedDocument> {
  const choice = await chooseForFeed(db, question);
  // One plugin's list is small, and strangers could ask for enough of them to push the others out.
  if (question.packageName !== null) return (await makeDocument(db, choice.ids, publicUrl)).document;
  const key = `${publicUrl} ${choice.key}`;
  const known = documents.get(key);
  if (known && Date.now() - known.madeAt < MAX_AGE_MS) return (await known.made).document;
  const made = makeDocument(db, choice.ids, publicUrl);
  remember(key, made);
  try {
    const { document, isComplete } = await made;
    // Something was hidden in between: answer, but do not keep.
    if (!isComplete) forget(key, made);
    return document;
  } catch (cause) {
    forget(key, made);
    throw cause;
  }
}

function remember(key: string, made: Promise<Made>): void {
  documents.delete(key);
  documents.set(key, { madeAt: Date.now(), made });
  const oldest = documents.keys().next().value;
  if (documents.size > MAX_DOCUMENTS && oldest !== undefined) documents.delete(oldest);
}

function forget(key: string, made: Promise<Made>): void {
  if (documents.get(key)?.made === made) documents.delete(key);
}

async function makeDocument(db: Executor, ids: readonly number[], publicUrl: string): Promise<Made> {
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
