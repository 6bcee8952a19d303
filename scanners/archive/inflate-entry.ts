import { crc32, inflateRawSync } from "node:zlib";
import type { ZipRecord } from "./zip-records";

/** With `info`, zlib also says how many bytes of the input it used; the type declarations leave that out. */
interface InflateInfo {
  buffer: Buffer;
  engine: { bytesWritten: number };
}

/** Output is collected in pieces of at most this many bytes. */
const LARGEST_CHUNK = 1 << 20;

/**
 * The verified content of an entry. zlib stops as soon as more comes out than the entry claims, so a bomb costs
 * no more than its claim, and the claims are bounded before.
 * @returns null when size or checksum are not true, or the data is damaged
 */
export function inflateEntry(archive: Uint8Array, record: ZipRecord): Uint8Array | null {
  const { compressedSize, crc, method, size } = record.entry;
  const data = archive.subarray(record.dataStart, record.dataStart + compressedSize);
  const content = method === 0 ? data.slice() : inflate(data, size);
  return content !== null && content.length === size && crc32(content) === crc ? content : null;
}

function inflate(data: Uint8Array, sizeBytes: number): Uint8Array | null {
  try {
    const chunkSize = Math.min(Math.max(sizeBytes + 16, 64), LARGEST_CHUNK);
    const options = { maxOutputLength: Math.max(sizeBytes, 1), chunkSize, info: true };
    const { buffer, engine } = inflateRawSync(data, options) as unknown as InflateInfo;
    if (engine.bytesWritten !== data.length) return null;
    return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  } catch (cause) {
    // zlib's own errors are the archive's fault; a failed allocation is not.
    const code = (cause as NodeJS.ErrnoException).code ?? "";
    if (code.startsWith("Z_") || code === "ERR_BUFFER_TOO_LARGE") return null;
    throw cause;
  }
}
