import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import type { AppError } from "./errors";
import type { Result } from "./result";
import { putFile, removeIfThere } from "./storage/put-file";
import { type SweepOptions, sweepFiles } from "./storage/sweep-files";

export interface StoredFile {
  sha256: string;
  sizeBytes: number;
}

const SHA256 = /^[0-9a-f]{64}$/;

/**
 * Files under their own sha256. A file appears under its name only when it is complete and on disk;
 * a writer that dies leaves nothing but a file in `tmp/`, which `sweep` removes. Whoever reads compares the hash: a
 * damaged file is never scanned, shown or sent as the real one. What an implementation elsewhere has to do stands in
 * docs/adr/0013-storage-is-one-small-interface.md.
 */
export interface Storage {
  /**
   * Streams to disk while hashing. Fails with `too-large` as soon as `maxBytes` is passed, with `storage-unavailable`
   * when the disk is full or refuses; nothing stays then, nor when the stream breaks.
   */
  put(stream: Readable, options: { maxBytes: number }): Promise<Result<StoredFile, AppError>>;
  /** Absolute path of a stored file, for a process that reads and compares by itself; it may not exist. @throws Error when the text is no sha256 */
  pathOf(sha256: string): string;
  has(sha256: string): Promise<boolean>;
  /** The bytes, if they are what their name says. */
  read(sha256: string): Promise<Uint8Array | "missing" | "damaged">;
  /** Reads the bytes again and compares: a damaged file is never served as the real one. */
  isIntact(sha256: string): Promise<boolean>;
  remove(sha256: string): Promise<void>;
  /**
   * Removes temporary files older than `olderThanMs`, and stored files older than that for which `isUsed` says no.
   * A file that is stored or named while the sweep looks at it stays. Returns how many are gone.
   */
  sweep(options: SweepOptions): Promise<number>;
}

export function openStorage(dataDir: string): Storage {
  const root = path.join(/* turbopackIgnore: true */ dataDir, "storage");
  const tmp = path.join(root, "tmp");
  const pathOf = (sha256: string) => {
    if (!SHA256.test(sha256)) throw new Error("not a sha256");
    return path.join(root, sha256.slice(0, 2), sha256);
  };
  const has = (sha256: string) =>
    stat(pathOf(sha256)).then(
      (facts) => facts.isFile(),
      () => false,
    );

  return {
    pathOf,
    has,
    put: (stream, { maxBytes }) => putFile(stream, { tmp, pathOf, maxBytes }),
    async read(sha256) {
      const bytes = await readFile(pathOf(sha256)).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== "ENOENT") throw error;
        return null;
      });
      if (!bytes) return "missing";
      return createHash("sha256").update(bytes).digest("hex") === sha256 ? bytes : "damaged";
    },
    async isIntact(sha256) {
      const hash = createHash("sha256");
      try {
        for await (const chunk of createReadStream(pathOf(sha256))) hash.update(chunk);
      } catch {
        return false;
      }
      return hash.digest("hex") === sha256;
    },
    remove: (sha256) => removeIfThere(pathOf(sha256)),
    sweep: (options) => sweepFiles(root, options),
  };
}
