/** The central directory of a ZIP, read strictly: one way to read it, or none. Offsets and sizes in bytes. */
import { ArchiveError, error, ZIP_AGAIN } from "./archive-error";
import { decodeName, unicodePathOf } from "./entry-name";
import { ARCHIVE_LIMITS } from "./limits";

export interface DirectoryEntry {
  /** Decoded; null when the bytes are not what the flags say. */
  name: string | null;
  rawName: Uint8Array;
  /** A second, different name in an extra field. */
  otherName: string | null;
  madeBy: number;
  flags: number;
  method: number;
  crc: number;
  compressedSize: number;
  size: number;
  externalAttributes: number;
  localOffset: number;
}

export interface ZipDirectory {
  entries: DirectoryEntry[];
  /** First byte of the central directory: where the last entry's data must end. */
  directoryOffset: number;
}

const END_SIGNATURE = 0x06054b50;
const CENTRAL_SIGNATURE = 0x02014b50;
const END_BYTES = 22;
const CENTRAL_BYTES = 46;
const LONGEST_COMMENT = 0xffff;
const UTF8_FLAG = 0x0800;

function fail(code: string, message: string): never {
  throw new ArchiveError([error(code, message, ZIP_AGAIN)]);
}

/** Position of the one end record whose comment ends where the file ends. */
function findEnd(view: DataView): number {
  const found: number[] = [];
  let isCutShort = false;
  for (let at = view.byteLength - END_BYTES; at >= Math.max(0, view.byteLength - END_BYTES - LONGEST_COMMENT); at -= 1) {
    if (view.getUint32(at, true) !== END_SIGNATURE) continue;
    const end = at + END_BYTES + view.getUint16(at + 20, true);
    if (end === view.byteLength) found.push(at);
    else if (end < view.byteLength) isCutShort = true;
  }
  if (found.length > 1) fail("zip-ambiguous", "The ZIP has two ends, so programs would read different files from it.");
  const [end] = found;
  if (end !== undefined) return end;
  if (isCutShort) fail("zip-extra-bytes", "There are bytes behind the end of the ZIP.");
  const isStart = view.byteLength >= 4 && view.getUint32(0, true) === 0x04034b50;
  if (isStart) fail("zip-truncated", "The ZIP is cut off: its list of files is missing at the end.");
  return fail("not-a-zip", view.byteLength === 0 ? "The file is empty." : "The file is not a ZIP archive.");
}

function readEntry(bytes: Uint8Array, view: DataView, at: number, end: number): { entry: DirectoryEntry; next: number } {
  if (at + CENTRAL_BYTES > end || view.getUint32(at, true) !== CENTRAL_SIGNATURE) {
    fail("zip-damaged", "The ZIP's list of files is damaged.");
  }
  const nameLength = view.getUint16(at + 28, true);
  const extraLength = view.getUint16(at + 30, true);
  const nameEnd = at + CENTRAL_BYTES + nameLength;
  const next = nameEnd + extraLength + view.getUint16(at + 32, true);
  if (next > end) fail("zip-damaged", "The ZIP's list of files is damaged.");
  const rawName = bytes.subarray(at + CENTRAL_BYTES, nameEnd);
  const flags = view.getUint16(at + 8, true);
  const name = decodeName(rawName, (flags & UTF8_FLAG) !== 0);
  const unicodeName = unicodePathOf(bytes.subarray(nameEnd, nameEnd + extraLength), rawName);
  const entry: DirectoryEntry = {
    name,
    rawName,
    otherName: unicodeName !== null && unicodeName !== name ? unicodeName : null,
    madeBy: view.getUint16(at + 4, true) >> 8,
    flags,
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    compressedSize: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    externalAttributes: view.getUint32(at + 38, true),
    localOffset: view.getUint32(at + 42, true),
  };
  if (view.getUint16(at + 34, true) !== 0) fail("zip-unsupported", "The ZIP is one part of a split archive.");
  return { entry, next };
}

/**
 * Reads the list of files. Source: PKWARE's APPNOTE 6.3.10, sections 4.3.12 and 4.3.16; the strictness is ours.
 * @throws ArchiveError when there is none, or more than one way to read it
 */
export function readDirectory(bytes: Uint8Array): ZipDirectory {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  const size = view.getUint32(end + 12, true);
  const directoryOffset = view.getUint32(end + 16, true);
  if (view.getUint32(end + 4, true) !== 0 || view.getUint16(end + 8, true) !== count) {
    fail("zip-unsupported", "The ZIP is one part of a split archive.");
  }
  if (count === 0xffff || size === 0xffffffff || directoryOffset === 0xffffffff) {
    fail("zip-unsupported", "The ZIP is in the ZIP64 form, which a package of this size does not need.");
  }
  if (directoryOffset + size !== end) fail("zip-extra-bytes", "The ZIP has bytes before, between or behind its records.");
  if (count === 0) fail("zip-empty", "The ZIP holds no files.");
  if (count > ARCHIVE_LIMITS.entries) {
    const advice = "Leave out generated files, tests and documentation sources.";
    throw new ArchiveError([error("too-many-entries", `The ZIP holds ${count} entries; ${ARCHIVE_LIMITS.entries} are allowed.`, advice)]);
  }
  const entries: DirectoryEntry[] = [];
  let at = directoryOffset;
  for (let index = 0; index < count; index += 1) {
    const { entry, next } = readEntry(bytes, view, at, end);
    entries.push(entry);
    at = next;
  }
  if (at !== end) fail("zip-damaged", "The ZIP's end names another number of files than its list holds.");
  return { entries, directoryOffset };
}
