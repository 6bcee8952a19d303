import { ByteCache } from "@/lib/byte-cache";
import { sharedRead } from "@/lib/shared-read";
import type { Executor } from "../context";
import { type DownloadableFile, getDownloadableFile } from "./download";
import { getPublicStamp } from "./feed";

const FACTS_BYTES = 8_000_000;
/** Some names, a hash and an entry in a map; names have limits. */
const BYTES_EACH = 800;

/**
 * What one process knows of public files, as long as nothing public changes. The stamp is asked before each answer (many
 * requests share the question), and what is remembered was read after it: a version that was hidden is gone from the very
 * next answer of every process.
 */
export class PublicFiles {
  readonly #stamp: () => Promise<string>;
  readonly #read: (packageName: string, version: string) => Promise<DownloadableFile | null>;
  #known = new ByteCache<DownloadableFile>(FACTS_BYTES);
  #knownAt = "";

  /**
   * @param stamp `getPublicStamp`: changes with every column that `read` looks at
   * @param read `getDownloadableFile`
   */
  constructor(stamp: () => Promise<string>, read: (packageName: string, version: string) => Promise<DownloadableFile | null>) {
    this.#stamp = sharedRead(stamp);
    this.#read = read;
  }

  /** The file of a public version, as things are when it is asked or later; null for everything else. */
  async get(packageName: string, version: string): Promise<DownloadableFile | null> {
    const stamp = await this.#stamp();
    if (this.#knownAt !== stamp) {
      this.#knownAt = stamp;
      this.#known = new ByteCache(FACTS_BYTES);
    }
    const key = `${packageName}/${version}`;
    const known = this.#known.get(key);
    if (known) return known;
    const file = await this.#read(packageName, version);
    if (!file?.isPublic) return null;
    // Somebody may have seen a newer stamp while this was read, which may be older than that.
    if (this.#knownAt === stamp) this.#known.set(key, file, BYTES_EACH);
    return file;
  }
}

/** Of this database. */
export const publicFilesOf = (db: Executor): PublicFiles =>
  new PublicFiles(
    () => getPublicStamp(db),
    (packageName, version) => getDownloadableFile(db, packageName, version),
  );
