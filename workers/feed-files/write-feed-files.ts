import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Db, Tx } from "@/db/context";
import type { FeedCatalogue } from "@/db/queries/feed-catalogue";
import type { FeedDocument, FeedDocuments } from "@/db/queries/feed-documents";
import { listFeedFiles, NO_PLUGINS } from "@/lib/domain/feed-files";
import { FEED_LOCK } from "@/lib/jobs";
import { DocumentStore } from "./document-store";

export interface FeedFiles {
  db: Db;
  feed: FeedDocuments;
  folder: string;
  publicUrl: string;
}

/** What lies in the folder. Written last, so that what it says is there is there. */
const stateSchema = z.object({ stamp: z.string(), publicUrl: z.string(), files: z.record(z.string(), z.string()) });
type State = z.output<typeof stateSchema>;
const STATE_FILE = "feed.json";

/**
 * Writes the feed's files as things are now, unless they are so already. One worker at a time, and it reads what is public
 * after it has got the lock, so that a later one never has an older state; before each name is replaced it makes
 * sure that the lock is still its own.
 *
 * @returns `outdated` when something changed meanwhile: the job that this change has made goes on
 */
export async function writeFeedFiles(files: FeedFiles): Promise<"written" | "current" | "outdated"> {
  await mkdir(files.folder, { recursive: true });
  return files.db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${FEED_LOCK})`);
    const catalogue = await files.feed.catalogue();
    const before = await readState(files.folder);
    if (before?.stamp === catalogue.stamp && before.publicUrl === files.publicUrl) return "current";
    const published = await publishAll(files, catalogue, before, () => assertLockHeld(tx));
    if (!published) return "outdated";
    await writeState(files.folder, { stamp: catalogue.stamp, publicUrl: files.publicUrl, files: published });
    return "written";
  });
}

/** The stamp of the state that the files show; null before there are any. */
export async function writtenStamp(folder: string): Promise<string | null> {
  return (await readState(folder))?.stamp ?? null;
}

/** The lock lives as long as this transaction's connection: when that is cut, the next statement fails. */
async function assertLockHeld(tx: Tx): Promise<void> {
  await tx.execute(sql`select 1`);
}

async function publishAll(
  { feed, folder }: FeedFiles,
  catalogue: FeedCatalogue,
  before: State | null,
  assertHeld: () => Promise<void>,
): Promise<Record<string, string> | null> {
  const store = new DocumentStore(folder);
  const none = await feed.documentOf(catalogue, { qgis: -1, stableOnly: false, packageName: null });
  if (!none) return null;
  const published: Record<string, string> = {};
  const publish = async (name: string, document: FeedDocument) => {
    if (!(await store.isKept(document.name))) await keep(store, feed, document);
    await assertHeld();
    const isThere = before?.files[name] === document.name && (await store.isPublished(name));
    if (!isThere) await store.publish(document.name, name);
    published[name] = document.name;
  };
  await publish(NO_PLUGINS, none);
  for (const { name, question } of listFeedFiles(catalogue.steps)) {
    const document = await feed.documentOf(catalogue, question);
    if (!document) return null;
    // Without a file of its own a name falls back to that of its major version; only the last resort is the empty one.
    if (document.name !== none.name || !/^qgis-\d+(-stable)?$/.test(name)) await publish(name, document);
  }
  await assertHeld();
  await store.keepOnly(new Set(Object.keys(published)), new Set(Object.values(published)));
  return published;
}

async function keep(store: DocumentStore, feed: FeedDocuments, document: FeedDocument): Promise<void> {
  await store.keep(document.name, async (form) => (form === "xml" ? feed.xmlOf(document) : document.gzip));
}

async function readState(folder: string): Promise<State | null> {
  const text = await readFile(path.join(folder, STATE_FILE), "utf8").catch(() => null);
  if (text === null) return null;
  try {
    return stateSchema.parse(JSON.parse(text));
  } catch {
    // Whatever it was, everything is written again.
    return null;
  }
}

async function writeState(folder: string, state: State): Promise<void> {
  const file = path.join(folder, STATE_FILE);
  await writeFile(`${file}.tmp`, JSON.stringify(state));
  await rename(`${file}.tmp`, file);
}
