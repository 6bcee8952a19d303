/** Local headers against the central directory: the same names, sizes, methods and flags, and no byte that belongs to nobody. */
import { error, showName, ZIP_AGAIN } from "./archive-error";
import type { PackageProblem } from "./types";
import type { DirectoryEntry, ZipDirectory } from "./zip-directory";

/** Where an entry's compressed bytes lie. */
export interface ZipRecord {
  entry: DirectoryEntry;
  name: string;
  dataStart: number;
}

const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_BYTES = 30;
const DESCRIPTOR_SIGNATURE = 0x08074b50;
const DESCRIPTOR_FLAG = 0x0008;
/** Encrypted, patch data, strongly encrypted, masked header. */
const REFUSED_FLAGS = 0x0001 | 0x0020 | 0x0040 | 0x2000;
const IN_ZIP64 = 0xffffffff;

const TYPE_BITS = 0o170000;
const TYPE_DIRECTORY = 0o040000;
const TYPE_FILE = 0o100000;
const TYPE_SYMLINK = 0o120000;

export const isUnixMade = (entry: DirectoryEntry): boolean => entry.madeBy === 3 || entry.madeBy === 19;

/** Kind of file, encryption, method: what the directory alone tells. Null when fine. */
export function entryKindProblem(entry: DirectoryEntry, name: string): PackageProblem | null {
  const problem = (code: string, message: string, advice: string) => error(code, message, advice, { entry: showName(name) });
  const shown = `\`${showName(name)}\``;
  const type = (entry.externalAttributes >>> 16) & TYPE_BITS;
  if (type === TYPE_SYMLINK) {
    return problem(
      "symlink-entry",
      `${shown} is a symbolic link.`,
      "Put the file itself in its place: `zip` does so unless it is told `-y`.",
    );
  }
  const expected = name.endsWith("/") ? TYPE_DIRECTORY : TYPE_FILE;
  if (isUnixMade(entry) && type !== 0 && type !== expected) {
    return problem(
      "special-file-entry",
      `${shown} is marked as a device, pipe or other special file.`,
      "Leave it out: a package holds plain files and folders.",
    );
  }
  if (entry.flags & REFUSED_FLAGS)
    return problem("encrypted-entry", `${shown} is encrypted or patched.`, "Zip the folder without a password.");
  if (entry.method !== 0 && entry.method !== 8) {
    return problem(
      "unsupported-compression",
      `${shown} is compressed by method ${entry.method}.`,
      `QGIS reads stored and deflated files only. ${ZIP_AGAIN}`,
    );
  }
  if ((name.endsWith("/") && entry.size !== 0) || (entry.method === 0 && entry.size !== entry.compressedSize)) {
    return problem("wrong-size", `The size of ${shown} is not true.`, ZIP_AGAIN);
  }
  return null;
}

/** Sizes of a local header that moved into its ZIP64 extra field, as streaming writers leave them. */
function zip64Sizes(view: DataView, start: number, length: number): { size: number; compressedSize: number } | null {
  for (let at = start; at + 4 <= start + length; at += 4 + view.getUint16(at + 2, true)) {
    const isWhole = view.getUint16(at + 2, true) >= 16 && at + 20 <= start + length;
    if (view.getUint16(at, true) !== 1 || !isWhole) continue;
    return { size: Number(view.getBigUint64(at + 4, true)), compressedSize: Number(view.getBigUint64(at + 12, true)) };
  }
  return null;
}

function descriptorAgrees(view: DataView, entry: DirectoryEntry, start: number, length: number): boolean {
  const hasSignature = length === 16 || length === 24;
  const hasLongSizes = length === 20 || length === 24;
  if (!hasSignature && length !== 12 && length !== 20) return false;
  if (hasSignature && view.getUint32(start, true) !== DESCRIPTOR_SIGNATURE) return false;
  const at = start + (hasSignature ? 4 : 0);
  const read = (position: number) => (hasLongSizes ? Number(view.getBigUint64(position, true)) : view.getUint32(position, true));
  const sizeAt = at + (hasLongSizes ? 12 : 8);
  return view.getUint32(at, true) === entry.crc && read(at + 4) === entry.compressedSize && read(sizeAt) === entry.size;
}

/** @returns what is wrong with the record, or the position of its data */
function readRecord(bytes: Uint8Array, view: DataView, entry: DirectoryEntry, end: number): { fault: string } | { dataStart: number } {
  const at = entry.localOffset;
  if (at + LOCAL_BYTES > end || view.getUint32(at, true) !== LOCAL_SIGNATURE) return { fault: "is not where the ZIP's list says" };
  const nameLength = view.getUint16(at + 26, true);
  const extraLength = view.getUint16(at + 28, true);
  const dataStart = at + LOCAL_BYTES + nameLength + extraLength;
  const dataEnd = dataStart + entry.compressedSize;
  if (dataEnd > end) return { fault: "overlaps another entry" };
  if (Buffer.compare(bytes.subarray(at + LOCAL_BYTES, at + LOCAL_BYTES + nameLength), entry.rawName) !== 0)
    return { fault: "has two different names" };
  if (view.getUint16(at + 6, true) !== entry.flags || view.getUint16(at + 8, true) !== entry.method)
    return { fault: "has two different kinds of compression" };
  const long = zip64Sizes(view, at + LOCAL_BYTES + nameLength, extraLength);
  const local = { crc: view.getUint32(at + 14, true), compressedSize: view.getUint32(at + 18, true), size: view.getUint32(at + 22, true) };
  if (local.size === IN_ZIP64 && long) local.size = long.size;
  if (local.compressedSize === IN_ZIP64 && long) local.compressedSize = long.compressedSize;
  const isStreamed = (entry.flags & DESCRIPTOR_FLAG) !== 0;
  const fields = ["crc", "compressedSize", "size"] as const;
  if (fields.some((field) => local[field] !== entry[field] && !(isStreamed && local[field] === 0)))
    return { fault: "has two different sizes or checksums" };
  if (isStreamed && !descriptorAgrees(view, entry, dataEnd, end - dataEnd)) return { fault: "has two different sizes or checksums" };
  if (!isStreamed && dataEnd !== end) return { fault: "is followed by bytes that belong to no file" };
  return { dataStart };
}

/**
 * Checks that the records fill the file from its first byte to the directory, each once (APPNOTE 4.3.7, 4.3.9).
 * Entries without a readable name are left out; the caller reports them.
 */
export function locateRecords(bytes: Uint8Array, directory: ZipDirectory): { records: ZipRecord[]; problems: PackageProblem[] } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const inOrder = [...directory.entries].sort((a, b) => a.localOffset - b.localOffset);
  const records: ZipRecord[] = [];
  const problems: PackageProblem[] = [];
  if (inOrder[0]?.localOffset !== 0) problems.push(error("zip-extra-bytes", "The ZIP has bytes before its first file.", ZIP_AGAIN));
  inOrder.forEach((entry, index) => {
    const result = readRecord(bytes, view, entry, inOrder[index + 1]?.localOffset ?? directory.directoryOffset);
    const name = entry.name ?? "";
    if ("dataStart" in result) records.push({ entry, name, dataStart: result.dataStart });
    else
      problems.push(
        error("zip-ambiguous", `The entry \`${showName(name)}\` ${result.fault}: programs would read different files.`, ZIP_AGAIN, {
          entry: showName(name),
        }),
      );
  });
  return { records, problems };
}
