import { Uint8ArrayReader, ZipReader } from "@zip.js/zip.js";
import type { DirectoryEntry } from "./zip-directory";

/**
 * An independent reader must see the same list of files as ours: a fault in either shows up as a difference
 * instead of a file that is shipped and not scanned.
 */
export async function secondReaderAgrees(bytes: Uint8Array, entries: readonly DirectoryEntry[]): Promise<boolean> {
  const reader = new ZipReader(new Uint8ArrayReader(bytes), { useWebWorkers: false });
  try {
    const listed = await reader.getEntries({ strictness: "strict", filenameValidation: "tolerant" });
    const line = (name: string | null, compressedSize: number, size: number, offset: number) =>
      JSON.stringify([name, compressedSize, size, offset]);
    const theirs = new Set(listed.map((entry) => line(entry.filename, entry.compressedSize, entry.uncompressedSize, entry.offset)));
    const isSame = entries.every((entry) => theirs.has(line(entry.name, entry.compressedSize, entry.size, entry.localOffset)));
    return isSame && listed.length === entries.length;
  } catch {
    return false;
  } finally {
    await reader.close();
  }
}
