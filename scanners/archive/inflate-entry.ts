/** From an entry's compressed bytes to its content, believing nothing that the ZIP says about it. */
import { createHash, hash } from "node:crypto";
import { crc32, createInflateRaw, inflateRawSync } from "node:zlib";
import { error, showName, ZIP_AGAIN } from "./archive-error";
import type { PackageProblem } from "./types";
import type { ZipRecord } from "./zip-records";

/** With `info`, zlib also says how many bytes of the input it used; the type declarations leave that out. */
interface InflateInfo {
  buffer: Buffer;
  engine: { bytesWritten: number };
}

/** From this size on, content that is only looked at is never held as a whole. */
const STREAMED_BYTES = 4_000_000;
const STREAM_CHUNK = 1 << 20;

function dataOf(archive: Uint8Array, record: ZipRecord): Uint8Array {
  return archive.subarray(record.dataStart, record.dataStart + record.entry.compressedSize);
}

/**
 * The verified content of an entry. zlib stops as soon as more comes out than the entry claims, so a bomb costs
 * no more than its claim, and the claims are bounded before.
 * @returns null when size or checksum are not true, or the data is damaged
 */
export function inflateEntry(archive: Uint8Array, record: ZipRecord): Uint8Array | null {
  const { crc, method, size } = record.entry;
  const data = dataOf(archive, record);
  const content = method === 0 ? data.slice() : inflate(data, size);
  return content !== null && content.length === size && crc32(content) === crc ? content : null;
}

/** zlib's own errors are the archive's fault; a failed allocation is not. */
function isDataFault(cause: unknown): boolean {
  const code = (cause as NodeJS.ErrnoException).code ?? "";
  return code.startsWith("Z_") || code === "ERR_BUFFER_TOO_LARGE";
}

function inflate(data: Uint8Array, sizeBytes: number): Uint8Array | null {
  try {
    // One piece of the size that is claimed: nothing is copied, and memory that is never written costs nothing.
    const options = { maxOutputLength: Math.max(sizeBytes, 1), chunkSize: Math.max(sizeBytes + 16, 64), info: true };
    const { buffer, engine } = inflateRawSync(data, options) as unknown as InflateInfo;
    if (engine.bytesWritten !== data.length) return null;
    return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  } catch (cause) {
    if (isDataFault(cause)) return null;
    throw cause;
  }
}

/**
 * Unpacks an entry piece by piece, believing nothing.
 * @param see gets each piece
 * @returns whether size and checksum are true and the data is whole
 */
async function stream(data: Uint8Array, { crc, size }: ZipRecord["entry"], see: (piece: Uint8Array) => void): Promise<boolean> {
  const inflater = createInflateRaw({ chunkSize: STREAM_CHUNK });
  let length = 0;
  let sum = 0;
  inflater.end(data);
  try {
    for await (const piece of inflater as AsyncIterable<Buffer>) {
      length += piece.length;
      if (length > size) return false;
      sum = crc32(piece, sum);
      see(piece);
    }
  } catch (cause) {
    if (isDataFault(cause)) return false;
    throw cause;
  } finally {
    inflater.destroy();
  }
  return inflater.bytesWritten === data.length && length === size && sum === crc;
}

const isStreamed = ({ entry }: ZipRecord) => entry.method !== 0 && entry.size > STREAMED_BYTES;

/** Verifies an entry as `inflateEntry` does and lets its content go: memory stays bounded whatever the package holds. */
export async function isEntryTrue(archive: Uint8Array, record: ZipRecord): Promise<boolean> {
  if (isStreamed(record)) return stream(dataOf(archive, record), record.entry, () => undefined);
  return inflateEntry(archive, record) !== null;
}

/** @returns sha256 (hex) of the content of an entry that was verified before */
export async function hashEntry(archive: Uint8Array, record: ZipRecord): Promise<string> {
  if (!isStreamed(record)) return hash("sha256", inflateEntry(archive, record) ?? new Uint8Array());
  const digest = createHash("sha256");
  await stream(dataOf(archive, record), record.entry, (piece) => digest.update(piece));
  return digest.digest("hex");
}

export function damagedEntry(record: ZipRecord): PackageProblem {
  const entry = showName(record.name);
  return error("damaged-entry", `\`${entry}\` is damaged, or its size or checksum in the ZIP is not true.`, ZIP_AGAIN, { entry });
}

/**
 * Reads single files of an archive by name.
 * @returns undefined without such a file, its size in bytes when that is above `mostBytes`
 */
export function entryReader(archive: Uint8Array, records: readonly ZipRecord[]) {
  return (path: string, mostBytes: number): Uint8Array | number | undefined => {
    const record = records.find((candidate) => candidate.name === path);
    if (!record) return undefined;
    return record.entry.size > mostBytes ? record.entry.size : (inflateEntry(archive, record) ?? undefined);
  };
}
