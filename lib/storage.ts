import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readdir, rename, stat, unlink } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import type { AppError } from "./errors";
import { appError } from "./errors";
import type { Result } from "./result";
import { ok } from "./result";

export interface StoredFile {
  sha256: string;
  sizeBytes: number;
}

const SHA256 = /^[0-9a-f]{64}$/;

/**
 * Files under their own sha256. A file appears under its name only when it is complete and on disk;
 * a writer that dies leaves nothing but a file in `tmp/`, which `sweep` removes.
 */
export interface Storage {
  /** Streams to disk while hashing. Fails with `too-large` as soon as `maxBytes` is passed; nothing stays then, nor when the stream breaks. */
  put(stream: Readable, options: { maxBytes: number }): Promise<Result<StoredFile, AppError>>;
  /** Absolute path of a stored file; it may not exist. @throws Error when the text is no sha256 */
  pathOf(sha256: string): string;
  has(sha256: string): Promise<boolean>;
  /** Reads the bytes again and compares: a damaged file is never served as the real one. */
  isIntact(sha256: string): Promise<boolean>;
  remove(sha256: string): Promise<void>;
  /** Removes temporary files older than `olderThanMs`, and stored files older than that for which `isUsed` says no. Returns how many. */
  sweep(options: { olderThanMs: number; isUsed(sha256: string): Promise<boolean> }): Promise<number>;
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
    async sweep({ olderThanMs, isUsed }) {
      let removed = 0;
      for (const folder of await readdir(root).catch(() => [])) {
        for (const name of await readdir(path.join(root, folder)).catch(() => [])) {
          const file = path.join(root, folder, name);
          const facts = await stat(file).catch(() => null);
          if (!facts || Date.now() - facts.mtimeMs < olderThanMs) continue;
          if (folder !== "tmp" && (!SHA256.test(name) || (await isUsed(name)))) continue;
          await removeIfThere(file);
          removed += 1;
        }
      }
      return removed;
    },
  };
}

async function putFile(
  stream: Readable,
  { tmp, pathOf, maxBytes }: { tmp: string; pathOf(sha256: string): string; maxBytes: number },
): Promise<Result<StoredFile, AppError>> {
  await mkdir(tmp, { recursive: true });
  const temporary = path.join(tmp, randomBytes(16).toString("hex"));
  const hash = createHash("sha256");
  let sizeBytes = 0;
  const handle = await open(temporary, "wx", 0o600);
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      sizeBytes += chunk.byteLength;
      if (sizeBytes > maxBytes) {
        return appError("too-large", `The file is larger than ${maxBytes.toLocaleString("en")} bytes.`);
      }
      hash.update(chunk);
      await handle.write(chunk);
    }
    await handle.sync();
    const sha256 = hash.digest("hex");
    const target = pathOf(sha256);
    await mkdir(path.dirname(target), { recursive: true });
    // Replaces an equal file, also a damaged one, and renews its age for the sweep.
    await rename(temporary, target);
    await syncFolder(path.dirname(target));
    return ok({ sha256, sizeBytes });
  } finally {
    await handle.close();
    await removeIfThere(temporary);
  }
}

/** The name survives a power cut only when the folder is on disk too. Windows cannot open folders and needs no such thing. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  await handle.sync().finally(() => handle.close());
}

async function removeIfThere(file: string): Promise<void> {
  await unlink(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
  });
}
