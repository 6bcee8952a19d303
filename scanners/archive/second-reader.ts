import { Uint8ArrayReader, ZipReader } from "@zip.js/zip.js";
import type { ZipDirectory } from "./zip-directory";

/**
 * An independent reader must see the same list of files as ours: a fault in either shows up as a difference
 * instead of a file that is shipped and not scanned. Names are compared as bytes: it guesses encodings, QGIS does not.
 */
export async function secondReaderAgrees(bytes: Uint8Array, { end, entries }: ZipDirectory): Promise<boolean> {
  // It takes a ZIP64 end that nobody needs for a gap. Ours was compared with the end record, so it can be left out.
  const seen = end.isLongEndSpare ? Buffer.concat([bytes.subarray(0, end.directoryEnd), bytes.subarray(end.endOffset)]) : bytes;
  const reader = new ZipReader(new Uint8ArrayReader(seen), { useWebWorkers: false });
  try {
    const listed = await reader.getEntries({ strictness: "strict", filenameValidation: "tolerant" });
    const line = (rawName: Uint8Array, ...numbers: number[]) => `${Buffer.from(rawName).toString("latin1")}\0${numbers.join()}`;
    const theirs = new Set(listed.map((entry) => line(entry.rawFilename, entry.compressedSize, entry.uncompressedSize, entry.offset)));
    const isSame = entries.every((entry) => theirs.has(line(entry.rawName, entry.compressedSize, entry.size, entry.localOffset)));
    return isSame && listed.length === entries.length;
  } catch {
    return false;
  } finally {
    await reader.close();
  }
}
