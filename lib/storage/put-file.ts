import { createHash, randomBytes } from "node:crypto";
import { type FileHandle, mkdir, open, rename, unlink } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { type AppError, appError } from "../errors";
import { log } from "../logger";
import { ok, type Result } from "../result";
import type { StoredFile } from "../storage";

interface Place {
  tmp: string;
  pathOf(sha256: string): string;
  maxBytes: number;
}

/** What a machine says when it cannot take more, or may not write: a fault of the place, not of the file. */
const PLACE_FAULTS = new Set(["ENOSPC", "EDQUOT", "EROFS", "EACCES", "EPERM", "EIO", "ENOTDIR", "EEXIST", "EMFILE", "ENFILE", "EFBIG"]);

const placeFault = (error: unknown): string | null => {
  const code = error instanceof Error && "code" in error && "syscall" in error ? String(error.code) : "";
  return PLACE_FAULTS.has(code) ? code : null;
};

/** `Storage.put` of a local folder: written under a name of its own in `tmp`, made durable, then moved to its place. */
export async function putFile(stream: Readable, place: Place): Promise<Result<StoredFile, AppError>> {
  try {
    return await writeFile(stream, place);
  } catch (error) {
    const code = placeFault(error);
    if (!code) throw error;
    stream.destroy();
    log.error("storage.cannot-write", error, { code });
    return appError(
      "storage-unavailable",
      "The file could not be stored: the place for files is full or cannot be written to. Nothing was kept, and those who run this site can see it in their log. Please try again later.",
    );
  }
}

async function writeFile(stream: Readable, { tmp, pathOf, maxBytes }: Place): Promise<Result<StoredFile, AppError>> {
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
      await writeWhole(handle, chunk);
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
    await handle.close().finally(() => removeIfThere(temporary));
  }
}

/** The system may take less than it was given, above all while a disk fills up: the rest must not get lost. */
async function writeWhole(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let written = 0; written < chunk.byteLength; ) {
    const { bytesWritten } = await handle.write(chunk, written);
    written += bytesWritten;
  }
}

/** The name survives a power cut only when the folder is on disk too. Windows cannot open folders and needs no such thing. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  await handle.sync().finally(() => handle.close());
}

export async function removeIfThere(file: string): Promise<void> {
  await unlink(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
  });
}
