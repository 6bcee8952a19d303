/**
 * Extra fields of a header (APPNOTE 4.5): those that change what an entry is called or where its bytes lie are read, the
 * rest (times, owners) changes nothing for anybody and is only measured.
 */
import { crc32 } from "node:zlib";

const ZIP64 = 0x0001;
const UNICODE_PATH = 0x7075;
/** Writers leave a handful; thousands are there to make readers slow. */
const MOST_FIELDS = 64;
/** Stands in a 32-bit field whose value moved into the ZIP64 field. */
const IN_ZIP64 = 0xffffffff;

export interface ExtraFields {
  zip64: Uint8Array | null;
  unicodePath: Uint8Array | null;
}

/** @returns null when lengths do not add up, or a field that counts stands twice: programs take the first or the last */
export function readExtra(extra: Uint8Array): ExtraFields | null {
  const view = new DataView(extra.buffer, extra.byteOffset, extra.byteLength);
  const fields: ExtraFields = { zip64: null, unicodePath: null };
  let at = 0;
  let count = 0;
  while (at + 4 <= extra.length) {
    count += 1;
    if (count > MOST_FIELDS) return null;
    const id = view.getUint16(at, true);
    const end = at + 4 + view.getUint16(at + 2, true);
    if (end > extra.length) return null;
    const key = id === ZIP64 ? "zip64" : id === UNICODE_PATH ? "unicodePath" : null;
    if (key && fields[key]) return null;
    if (key) fields[key] = extra.subarray(at + 4, end);
    at = end;
  }
  // Up to three zeros, with which some writers move the data to an even place, are too short to be a field.
  return extra.subarray(at).every((byte) => byte === 0) ? fields : null;
}

export interface Sizes {
  size: number;
  compressedSize: number;
  /** Of the central directory only. */
  localOffset?: number;
}

/**
 * The sizes that a header means with its ZIP64 field. Small archives have one too: writers that do not know a size
 * beforehand leave room. What is told twice must be the same, however much of it a program reads.
 * @returns null when there is more than one way to read it, or none
 */
export function resolveZip64(claimed: Sizes, field: Uint8Array | null): Sizes | null {
  const keys = (["size", "compressedSize", "localOffset"] as const).filter((key) => claimed[key] !== undefined);
  const moved = keys.filter((key) => claimed[key] === IN_ZIP64);
  if (!field) return moved.length === 0 ? claimed : null;
  if (field.length < moved.length * 8) return null;
  const view = new DataView(field.buffer, field.byteOffset, field.byteLength);
  const valueAt = (index: number) => Number(view.getBigUint64(index * 8, true));
  const sizes = { ...claimed, ...Object.fromEntries(moved.map((key, index) => [key, valueAt(index)])) };
  if (field.length === moved.length * 8) return sizes;
  // More than is needed: then it must be the whole list in its order, and repeat what the header says.
  const whole = keys.slice(0, Math.floor(field.length / 8));
  const rest = field.length - whole.length * 8;
  const isDisk = rest === 4 && whole.length === 3 && view.getUint32(24, true) === 0;
  return whole.every((key, index) => valueAt(index) === sizes[key]) && (rest === 0 || isDisk) ? sizes : null;
}

/**
 * The second name that Info-ZIP and WinRAR write for names beyond ASCII. Some programs prefer it, some do so only when its
 * checksum is that of the first name, and Python before 3.12 does not know it.
 */
export function unicodePathText(field: Uint8Array, rawName: Uint8Array): { name: string | null; isCurrent: boolean } {
  if (field.length < 5) return { name: null, isCurrent: false };
  const isCurrent = field[0] === 1 && new DataView(field.buffer, field.byteOffset + 1, 4).getUint32(0, true) === crc32(rawName);
  try {
    return { name: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(field.subarray(5)), isCurrent };
  } catch {
    return { name: null, isCurrent };
  }
}
