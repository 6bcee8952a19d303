/** The end of a ZIP: where its list of files lies, and that nothing else could be taken for an end. */
import { ArchiveError, error, ZIP_AGAIN } from "./archive-error";

export interface ZipEnd {
  count: number;
  directoryOffset: number;
  /** Behind the last byte of the directory. */
  directoryEnd: number;
  /** First byte of the end record; between it and the directory lies a ZIP64 end, or nothing. */
  endOffset: number;
  /** There is a ZIP64 end, and the end record says everything without it. */
  isLongEndSpare: boolean;
}

const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
const LOCATOR_SIGNATURE = 0x07064b50;
const LOCATOR_BYTES = 20;
const END64_SIGNATURE = 0x06064b50;
const END64_BYTES = 56;
export function failArchive(code: string, message: string, advice = ZIP_AGAIN): never {
  throw new ArchiveError([error(code, message, advice)]);
}

/** The two bytes behind `PK` in the signatures of all records (APPNOTE 4.3). */
const isRecordType = (third: number | undefined, fourth: number | undefined): boolean =>
  (fourth === (third ?? 0) + 1 && [1, 3, 5, 7].includes(third ?? 0)) ||
  (third === 5 && fourth === 5) ||
  (third === 6 && fourth !== undefined && fourth >= 6 && fourth <= 8);

/** Whether a part of a file could be taken for a record of a ZIP by a program that searches for signatures. */
export function holdsSignature(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(0x50); at !== -1 && at + 4 <= bytes.length; at += 1) {
    if (bytes[at] === 0x50 && bytes[at + 1] === 0x4b && isRecordType(bytes[at + 2], bytes[at + 3])) return true;
  }
  return false;
}

/** Position of the one end record whose comment ends where the file ends. */
function findEnd(bytes: Uint8Array, view: DataView): number {
  const found: number[] = [];
  let isCutShort = false;
  for (let at = view.byteLength - END_BYTES; at >= Math.max(0, view.byteLength - END_BYTES - LONGEST_COMMENT); at -= 1) {
    if (view.getUint32(at, true) !== END_SIGNATURE) continue;
    const end = at + END_BYTES + view.getUint16(at + 20, true);
    if (end === view.byteLength) found.push(at);
    else if (end < view.byteLength) isCutShort = true;
  }
  if (found.length > 1) failArchive("zip-ambiguous", "The ZIP has two ends, so programs would read different files from it.");
  const [end] = found;
  if (end !== undefined) {
    // Python takes the last signature in the file for the end, whatever the comment's length says.
    if (holdsSignature(bytes.subarray(end + 4)))
      failArchive("zip-ambiguous", "The ZIP's comment holds what programs could take for another list of files.");
    return end;
  }
  if (isCutShort) failArchive("zip-extra-bytes", "There are bytes behind the end of the ZIP.");
  const isStart = view.byteLength >= 4 && view.getUint32(0, true) === 0x04034b50;
  if (isStart) failArchive("zip-truncated", "The ZIP is cut off: its list of files is missing at the end.");
  return failArchive("not-a-zip", view.byteLength === 0 ? "The file is empty." : "The file is not a ZIP archive.");
}

interface EndFields {
  count: number;
  size: number;
  offset: number;
}

/**
 * The ZIP64 end, which `zip` writes when it reads from a pipe. It is read only where nobody can miss it: in front of its
 * locator, which stands in front of the end record.
 * @returns its fields and position, null when there is none
 */
function readEnd64(view: DataView, end: number): (EndFields & { at: number }) | null {
  const locator = end - LOCATOR_BYTES;
  if (locator < 0 || view.getUint32(locator, true) !== LOCATOR_SIGNATURE) return null;
  const at = locator - END64_BYTES;
  const big = (position: number) => Number(view.getBigUint64(position, true));
  const isThere =
    at >= 0 &&
    view.getUint32(at, true) === END64_SIGNATURE &&
    big(locator + 8) === at &&
    view.getUint32(locator + 4, true) === 0 &&
    view.getUint32(locator + 16, true) <= 1 &&
    big(at + 4) === END64_BYTES - 12;
  if (!isThere) failArchive("zip-ambiguous", "The ZIP points to a second list of files (ZIP64) that is not where it says.");
  if (view.getUint32(at + 16, true) !== 0 || view.getUint32(at + 20, true) !== 0 || big(at + 24) !== big(at + 32))
    failArchive("zip-unsupported", "The ZIP is one part of a split archive.");
  return { count: big(at + 32), size: big(at + 40), offset: big(at + 48), at };
}

const KEYS = ["count", "size", "offset"] as const;
const isPassedOn = (short: EndFields, key: keyof EndFields) => short[key] === (key === "count" ? 0xffff : 0xffffffff);
const isAnyPassedOn = (short: EndFields) => KEYS.some((key) => isPassedOn(short, key));

/** Reads both ends; where the short one does not pass on to the long one, they must say the same. */
function agreeing(short: EndFields, long: EndFields | null): EndFields {
  if (!long) {
    if (isAnyPassedOn(short)) failArchive("zip-ambiguous", "The ZIP's end points to a ZIP64 record that is missing.");
    return short;
  }
  if (KEYS.some((key) => !isPassedOn(short, key) && short[key] !== long[key]))
    failArchive("zip-ambiguous", "The ZIP's two ends (plain and ZIP64) name different lists of files.");
  return long;
}

/**
 * Finds the list of files. Source: PKWARE's APPNOTE 6.3.10, sections 4.3.14 to 4.3.16; the strictness is ours.
 * @throws ArchiveError when there is none, or more than one way to find it
 */
export function readEnd(bytes: Uint8Array, view: DataView): ZipEnd {
  const end = findEnd(bytes, view);
  const count = view.getUint16(end + 10, true);
  const long = readEnd64(view, end);
  const isDiskFine = (disk: number) => disk === 0 || (disk === 0xffff && long !== null);
  const disks = [view.getUint16(end + 4, true), view.getUint16(end + 6, true)];
  if (!disks.every(isDiskFine) || view.getUint16(end + 8, true) !== count)
    failArchive("zip-unsupported", "The ZIP is one part of a split archive.");
  const short = { count, size: view.getUint32(end + 12, true), offset: view.getUint32(end + 16, true) };
  const fields = agreeing(short, long);
  const directoryEnd = long?.at ?? end;
  if (fields.offset + fields.size !== directoryEnd)
    failArchive("zip-extra-bytes", "The ZIP has bytes before, between or behind its records.");
  const isLongEndSpare = long !== null && !isAnyPassedOn(short) && disks.every((disk) => disk === 0);
  return { count: fields.count, directoryOffset: fields.offset, directoryEnd, endOffset: end, isLongEndSpare };
}
