/** Local headers against the central directory: the same names, sizes, methods and flags, and no byte that belongs to nobody. */
import { error, showName, ZIP_AGAIN } from "./archive-error";
import type { PackageProblem } from "./types";
import type { DirectoryEntry, ZipDirectory } from "./zip-directory";
import { holdsSignature } from "./zip-end";
import { readExtra, resolveZip64 } from "./zip-extra";
import { readName } from "./zip-name";

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
/** How hard the packer tried: writers fill it in late or never, and no reader asks. */
const LEVEL_FLAGS = 0x0006;

/**
 * The sizes again, behind the data. Eight bytes each when the local header has a ZIP64 field, else four (APPNOTE 4.3.9), or
 * eight as the directory's ZIP64 field announces: writers differ.
 */
function descriptorAgrees(view: DataView, entry: DirectoryEntry, start: number, length: number, hasZip64: boolean): boolean {
  const isLong = hasZip64 || (entry.hasZip64 && length >= 20);
  const body = isLong ? 20 : 12;
  const hasSignature = length === body + 4;
  if (length !== body && !hasSignature) return false;
  if (hasSignature && view.getUint32(start, true) !== DESCRIPTOR_SIGNATURE) return false;
  // Without a signature of its own, a checksum that looks like one would be taken for it.
  if (!hasSignature && entry.crc === DESCRIPTOR_SIGNATURE) return false;
  const at = hasSignature ? start + 4 : start;
  const read = (position: number) => (isLong ? Number(view.getBigUint64(position, true)) : view.getUint32(position, true));
  const sizeAt = at + (isLong ? 12 : 8);
  return view.getUint32(at, true) === entry.crc && read(at + 4) === entry.compressedSize && read(sizeAt) === entry.size;
}

interface LocalHeader {
  dataStart: number;
  hasZip64: boolean;
}

/** What local header and directory say of one entry, side by side. */
function compareHeaders(bytes: Uint8Array, view: DataView, entry: DirectoryEntry): { fault: string } | LocalHeader {
  const at = entry.localOffset;
  const nameEnd = at + LOCAL_BYTES + view.getUint16(at + 26, true);
  const dataStart = nameEnd + view.getUint16(at + 28, true);
  if (dataStart > bytes.length) return { fault: "overlaps another entry" };
  const rawName = bytes.subarray(at + LOCAL_BYTES, nameEnd);
  if (Buffer.compare(rawName, entry.rawName) !== 0) return { fault: "has two different names" };
  const flags = view.getUint16(at + 6, true);
  if ((flags ^ entry.flags) & ~LEVEL_FLAGS || view.getUint16(at + 8, true) !== entry.method)
    return { fault: "has two different kinds of compression" };
  const extra = readExtra(bytes.subarray(nameEnd, dataStart));
  if (!extra) return { fault: "has broken extra fields" };
  const { otherName } = readName(rawName, flags, extra.unicodePath);
  if (otherName !== null && otherName !== entry.otherName) return { fault: "has two different names" };
  const claimed = { size: view.getUint32(at + 22, true), compressedSize: view.getUint32(at + 18, true) };
  const sizes = resolveZip64(claimed, extra.zip64);
  if (!sizes) return { fault: "has two different sizes (ZIP64)" };
  const isStreamed = (entry.flags & DESCRIPTOR_FLAG) !== 0;
  const isSame = (told: number, listed: number) => told === listed || (isStreamed && told === 0);
  const areSame =
    isSame(view.getUint32(at + 14, true), entry.crc) &&
    isSame(sizes.size, entry.size) &&
    isSame(sizes.compressedSize, entry.compressedSize);
  // Old minizip leaves an empty field, and short sizes behind the data.
  return areSame ? { dataStart, hasZip64: (extra.zip64?.length ?? 0) > 0 } : { fault: "has two different sizes or checksums" };
}

/** @returns what is wrong with the record, or the position of its data */
function readRecord(bytes: Uint8Array, view: DataView, entry: DirectoryEntry, end: number): { fault: string } | { dataStart: number } {
  if (entry.fault) return { fault: entry.fault };
  const at = entry.localOffset;
  if (at === end) return { fault: "shares its place with another entry" };
  if (at + LOCAL_BYTES > bytes.length || view.getUint32(at, true) !== LOCAL_SIGNATURE) return { fault: "is not where the ZIP's list says" };
  const header = compareHeaders(bytes, view, entry);
  if ("fault" in header) return header;
  const { dataStart } = header;
  const dataEnd = dataStart + entry.compressedSize;
  if (dataEnd > end) return { fault: "overlaps another entry" };
  if ((entry.flags & DESCRIPTOR_FLAG) === 0)
    return dataEnd === end ? { dataStart } : { fault: "is followed by bytes that belong to no file" };
  if (!descriptorAgrees(view, entry, dataEnd, end - dataEnd, header.hasZip64)) return { fault: "has two different sizes or checksums" };
  // Whoever reads from the front finds the end of stored data by searching.
  if (entry.method === 0 && holdsSignature(bytes.subarray(dataStart, dataEnd)))
    return { fault: "is stored without compression, was written without knowing its size, and holds what looks like its end" };
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
  const areAllFound = directory.entries.every((entry) => entry.fault === null);
  if (areAllFound && inOrder[0]?.localOffset !== 0)
    problems.push(error("zip-extra-bytes", "The ZIP has bytes before its first file.", ZIP_AGAIN));
  inOrder.forEach((entry, index) => {
    const result = readRecord(bytes, view, entry, inOrder[index + 1]?.localOffset ?? directory.end.directoryOffset);
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
