import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import type { Storage } from "../storage";

/** How long a file that was read and compared is taken for intact as long as it looks the same. */
const REMEMBERED_MS = 10 * 60 * 1000;
const MAX_REMEMBERED = 20_000;
const CHUNK_BYTES = 1 << 18;

/**
 * Opens stored files for sending. The hash is compared when a file is opened first, when anything about it has changed
 * (size, times, place on the disk), and again every ten minutes: a popular file is not read twice for each download.
 * What was compared is what is sent, because both go through one open file.
 */
export class IntactFiles {
  readonly #storage: Storage;
  readonly #known = new Map<string, { facts: string; until: number }>();
  readonly #checks = new Map<string, Promise<boolean>>();

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  /** The open file, which the caller closes; null when it is missing or damaged. */
  async open(sha256: string): Promise<FileHandle | null> {
    const handle = await open(this.#storage.pathOf(sha256), "r").catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") throw error;
      return null;
    });
    if (!handle) return null;
    try {
      if (await this.#isIntact(handle, sha256)) return handle;
    } catch (error) {
      await handle.close();
      throw error;
    }
    await handle.close();
    return null;
  }

  async #isIntact(handle: FileHandle, sha256: string): Promise<boolean> {
    const { size, mtimeNs, ctimeNs, ino } = await handle.stat({ bigint: true });
    const facts = `${ino} ${size} ${mtimeNs} ${ctimeNs}`;
    const known = this.#known.get(sha256);
    if (known?.facts === facts && known.until > Date.now()) return true;
    // Many who ask for a new version at the same moment wait for one reading of it.
    const key = `${sha256} ${facts}`;
    const check = this.#checks.get(key) ?? compare(handle, sha256).finally(() => this.#checks.delete(key));
    this.#checks.set(key, check);
    if (!(await check)) return false;
    if (this.#known.size >= MAX_REMEMBERED) this.#known.clear();
    this.#known.set(sha256, { facts, until: Date.now() + REMEMBERED_MS });
    return true;
  }
}

async function compare(handle: FileHandle, sha256: string): Promise<boolean> {
  const hash = createHash("sha256");
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  for (let position = 0; ; ) {
    const { bytesRead } = await handle.read(chunk, 0, CHUNK_BYTES, position);
    if (bytesRead === 0) return hash.digest("hex") === sha256;
    hash.update(chunk.subarray(0, bytesRead));
    position += bytesRead;
  }
}
