import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, constants, gunzip } from "node:zlib";
import { ByteCache } from "@/lib/byte-cache";
import type { FeedQuestion } from "@/lib/domain/feed-selection";
import { FEED_END, FEED_HEAD, renderEntry } from "@/lib/feed-xml";
import { type GzipPart, gzipPart, joinGzip } from "@/lib/gzip-parts";
import { limitConcurrency } from "@/lib/limit-concurrency";
import { log } from "@/lib/logger";
import { sharedRead } from "@/lib/shared-read";
import type { Db } from "../context";
import { getPublicCatalogue, getPublicStamp, listFeedTexts, type PublicVersion } from "./feed";
import { FeedCatalogue, type FeedPart } from "./feed-catalogue";
import { feedEntry } from "./feed-entry";

/** A feed of 3,000 plugins has 110 parts of 20 KB; documents for different QGIS versions share most of theirs. */
const PARTS_BYTES = 48_000_000;
/** Of such a feed some twenty documents for different QGIS versions, each in two compressed forms. */
const DOCUMENTS_BYTES = 64_000_000;
/** Versions whose texts are read at a time: a few MB. */
const TEXTS_AT_A_TIME = 500;
/** The catalogue changed while it was read: more often than this in a row does not happen. */
const MAX_TRIES = 10;
const NAME_LENGTH = 32;
/** Memory that is not full at the end tells zlib that nothing follows; and it takes no less than this. */
const SPARE_BYTES = 64;

export interface FeedDocument {
  /** Of the answer that this is; null when it is not kept. */
  key: string | null;
  /** Begin of a hash of the XML: equal documents have equal names, in every process. */
  name: string;
  sizeBytes: number;
  gzip: Buffer;
  /** Made after the first time that somebody asked for it. */
  brotli?: Buffer;
}

const unpack = promisify(gunzip);
const compressBrotli = promisify(brotliCompress);
/** A tenth smaller than gzip in a fifth of a second; one at a time leaves a core for requests. */
const toBrotli = limitConcurrency(1, (bytes: Buffer) =>
  compressBrotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength } }),
);

/**
 * The feed's documents of one process. What is public is asked before each answer (many requests share a question), so
 * what was hidden is gone from the very next answer of every process; all the rest comes out of memory under fixed roofs.
 */
export class FeedDocuments {
  readonly #db: Db;
  readonly #publicUrl: string;
  readonly #parts = new ByteCache<GzipPart>(PARTS_BYTES);
  readonly #documents: ByteCache<FeedDocument>;
  readonly #making = new Map<string, Promise<FeedDocument | null>>();
  readonly #stamp: () => Promise<string>;
  readonly #reload: () => Promise<FeedCatalogue>;
  readonly #packing = new WeakSet<FeedDocument>();
  #catalogue: FeedCatalogue | null = null;

  constructor(db: Db, publicUrl: string, { documentsBytes = DOCUMENTS_BYTES } = {}) {
    this.#documents = new ByteCache(documentsBytes);
    this.#db = db;
    this.#publicUrl = publicUrl;
    this.#stamp = sharedRead(() => getPublicStamp(db));
    this.#reload = sharedRead(async () => {
      this.#catalogue = new FeedCatalogue(await getPublicCatalogue(db));
      return this.#catalogue;
    });
  }

  /** What is public now. */
  async catalogue(): Promise<FeedCatalogue> {
    const stamp = await this.#stamp();
    return this.#catalogue?.stamp === stamp ? this.#catalogue : this.#reload();
  }

  /** The answer to a question, as things are when it is asked or later. */
  async get(question: FeedQuestion): Promise<FeedDocument> {
    for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
      const catalogue = attempt === 0 ? await this.catalogue() : await this.#reload();
      const document = await this.documentOf(catalogue, question);
      if (document) return document;
    }
    throw new Error("what is public changed each time that the feed was read");
  }

  /** The answer from a catalogue, or null when that has become outdated. */
  async documentOf(catalogue: FeedCatalogue, question: FeedQuestion): Promise<FeedDocument | null> {
    const choice = catalogue.choose(question);
    const known = this.#documents.get(choice.key);
    if (known) return known;
    // One plugin's list is small, and strangers could ask for enough of them to push the others out.
    if (question.packageName !== null) return this.#make(choice.parts, null);
    const making = this.#making.get(choice.key) ?? this.#make(choice.parts, choice.key).finally(() => this.#making.delete(choice.key));
    this.#making.set(choice.key, making);
    const document = await making;
    if (document) this.#documents.set(choice.key, document, document.gzip.byteLength);
    return document;
  }

  /** In one piece of memory: the pieces of 16 KB that are usual cost more than the unpacking. */
  async xmlOf({ gzip, sizeBytes }: FeedDocument): Promise<Buffer> {
    return unpack(gzip, { chunkSize: sizeBytes + SPARE_BYTES });
  }

  /** Kept with the document, as long as that is kept. */
  async #brotliOf(document: FeedDocument): Promise<Buffer> {
    const { key, gzip } = document;
    document.brotli ??= await toBrotli(await this.xmlOf(document));
    if (key !== null && this.#documents.get(key) === document)
      this.#documents.set(key, document, gzip.byteLength + document.brotli.byteLength);
    return document.brotli;
  }

  /** The brotli form if there is one; else it is made for the next time, and nobody waits. */
  brotliIfMade(document: FeedDocument): Buffer | undefined {
    if (!document.brotli && document.key !== null && !this.#packing.has(document)) {
      this.#packing.add(document);
      this.#brotliOf(document).catch((error: unknown) => log.error("feed.brotli.failed", error));
    }
    return document.brotli;
  }

  async #make(parts: readonly FeedPart[], key: string | null): Promise<FeedDocument | null> {
    const written = await this.#write(parts, key !== null);
    if (!written) return null;
    const all = [await HEAD, ...written, await END];
    const hash = createHash("sha256");
    for (const part of all) hash.update(part.sha256);
    return {
      key,
      name: hash.digest("hex").slice(0, NAME_LENGTH),
      sizeBytes: all.reduce((sum, part) => sum + part.sizeBytes, 0),
      gzip: joinGzip(all),
    };
  }

  /** The compressed parts, written as far as they are not known. Null: something changed since the catalogue was read. */
  async #write(parts: readonly FeedPart[], isKept: boolean): Promise<GzipPart[] | null> {
    const made = new Map<string, GzipPart>();
    let missing: FeedPart[] = [];
    const flush = async (): Promise<boolean> => {
      const texts = await this.#texts(missing.flatMap((part) => part.versions));
      if (!texts) return false;
      for (const part of missing) {
        const compressed = await gzipPart(Buffer.from(part.versions.map((one) => texts.get(one.id)).join("")));
        made.set(part.key, compressed);
        if (isKept) this.#parts.set(part.key, compressed, compressed.deflated.byteLength);
      }
      missing = [];
      return true;
    };
    for (const part of parts) {
      const known = this.#parts.get(part.key);
      if (known) made.set(part.key, known);
      else missing.push(part);
      if (missing.reduce((sum, one) => sum + one.versions.length, 0) >= TEXTS_AT_A_TIME && !(await flush())) return null;
    }
    if (missing.length > 0 && !(await flush())) return null;
    return parts.map((part) => made.get(part.key) as GzipPart);
  }

  /** The entries' XML by version. */
  async #texts(versions: readonly PublicVersion[]): Promise<Map<number, string> | null> {
    const rows = new Map(
      (
        await listFeedTexts(
          this.#db,
          versions.map((one) => one.id),
        )
      ).map((row) => [row.id, row]),
    );
    const texts = new Map<number, string>();
    for (const one of versions) {
      const row = rows.get(one.id);
      if (row?.revision !== one.revision) return null;
      texts.set(one.id, renderEntry(feedEntry(one, row, this.#publicUrl)));
    }
    return texts;
  }
}

const HEAD = gzipPart(Buffer.from(FEED_HEAD));
const END = gzipPart(Buffer.from(FEED_END));
