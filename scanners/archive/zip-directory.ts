/** The central directory of a ZIP, read strictly: one way to read it, or none. Offsets and sizes in bytes. */
import { ARCHIVE_LIMITS } from "./limits";
import { failArchive, readEnd, type ZipEnd } from "./zip-end";
import { readExtra, resolveZip64 } from "./zip-extra";
import { readName, type ZipName } from "./zip-name";

export interface DirectoryEntry extends ZipName {
  rawName: Uint8Array;
  madeBy: number;
  neededVersion: number;
  flags: number;
  method: number;
  crc: number;
  compressedSize: number;
  size: number;
  externalAttributes: number;
  localOffset: number;
  hasZip64: boolean;
  /** Why its sizes or its place cannot be told; null when they can. */
  fault: string | null;
}

export interface ZipDirectory {
  entries: DirectoryEntry[];
  /** Where it lies. Its first byte is where the last entry's data must end. */
  end: ZipEnd;
}

const CENTRAL_SIGNATURE = 0x02014b50;
const CENTRAL_BYTES = 46;

function readEntry(bytes: Uint8Array, view: DataView, at: number, end: number): { entry: DirectoryEntry; next: number } {
  if (at + CENTRAL_BYTES > end || view.getUint32(at, true) !== CENTRAL_SIGNATURE) {
    failArchive("zip-damaged", "The ZIP's list of files is damaged.");
  }
  const nameEnd = at + CENTRAL_BYTES + view.getUint16(at + 28, true);
  const extraEnd = nameEnd + view.getUint16(at + 30, true);
  const next = extraEnd + view.getUint16(at + 32, true);
  if (next > end) failArchive("zip-damaged", "The ZIP's list of files is damaged.");
  const rawName = bytes.subarray(at + CENTRAL_BYTES, nameEnd);
  const flags = view.getUint16(at + 8, true);
  const extra = readExtra(bytes.subarray(nameEnd, extraEnd));
  const claimed = {
    size: view.getUint32(at + 24, true),
    compressedSize: view.getUint32(at + 20, true),
    localOffset: view.getUint32(at + 42, true),
  };
  const sizes = extra && resolveZip64(claimed, extra.zip64);
  const entry: DirectoryEntry = {
    ...readName(rawName, flags, extra?.unicodePath ?? null),
    rawName,
    madeBy: view.getUint16(at + 4, true) >> 8,
    neededVersion: view.getUint16(at + 6, true) & 0xff,
    flags,
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    externalAttributes: view.getUint32(at + 38, true),
    hasZip64: (extra?.zip64 ?? null) !== null,
    ...claimed,
    ...sizes,
    fault: faultOf(extra !== null, sizes !== null, view.getUint16(at + 34, true)),
  };
  return { entry, next };
}

function faultOf(isExtraFine: boolean, areSizesFine: boolean, disk: number): string | null {
  if (!isExtraFine) return "has broken extra fields";
  if (!areSizesFine) return "has two different sizes (ZIP64)";
  return disk === 0 ? null : "lies in another part of a split archive";
}

/**
 * Reads the list of files. Source: PKWARE's APPNOTE 6.3.10, section 4.3.12; the strictness is ours.
 * @throws ArchiveError when there is none, or more than one way to read it
 */
export function readDirectory(bytes: Uint8Array): ZipDirectory {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = readEnd(bytes, view);
  const { count, directoryEnd, directoryOffset } = end;
  if (count === 0) failArchive("zip-empty", "The ZIP holds no files.");
  if (count > ARCHIVE_LIMITS.entries) {
    const message = `The ZIP holds ${count.toLocaleString("en")} entries; ${ARCHIVE_LIMITS.entries.toLocaleString("en")} are allowed.`;
    failArchive("too-many-entries", message, "Leave out generated files, tests and documentation sources.");
  }
  const entries: DirectoryEntry[] = [];
  let at = directoryOffset;
  for (let index = 0; index < count; index += 1) {
    const { entry, next } = readEntry(bytes, view, at, directoryEnd);
    entries.push(entry);
    at = next;
  }
  if (at !== directoryEnd) failArchive("zip-damaged", "The ZIP's end names another number of files than its list holds.");
  return { entries, end };
}
