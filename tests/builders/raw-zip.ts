/**
 * A ZIP writer that lies on request: every header field of every entry can be set apart in the local header and in
 * the central directory. It shares no code with the reader or the zipper under test.
 */
import { crc32, deflateRawSync } from "node:zlib";

export interface HeaderFields {
  name: string | Uint8Array;
  flags: number;
  method: number;
  crc: number;
  compressedSize: number;
  size: number;
  extra: Uint8Array;
  /** Version of the format that is needed, times ten. Default 20. */
  version: number;
}

export interface RawEntry {
  name: string | Uint8Array;
  content: string | Uint8Array;
  /** Unix mode with the file type, for instance 0o100644. Default: a regular file, 0o644. */
  mode?: number;
  /** 0 stored, 8 deflate (default). Other numbers are written as told, the data stays stored. */
  method?: number;
  /** Compressed bytes to write instead of the real ones. */
  data?: Uint8Array;
  /** Fields that differ in the local header only. */
  local?: Partial<HeaderFields>;
  /** Fields that differ in the central directory only. `localOffset` points to another place. */
  central?: Partial<HeaderFields> & {
    localOffset?: number;
    madeBy?: number;
    externalAttributes?: number;
    disk?: number;
    comment?: Uint8Array;
  };
  /** Listed in the central directory, nothing written for it: set `central.localOffset`. */
  centralOnly?: boolean;
  /** Written and not listed in the central directory. */
  localOnly?: boolean;
  /** Write sizes and CRC behind the data, zeros in the local header. */
  dataDescriptor?:
    | boolean
    | { crc?: number; compressedSize?: number; size?: number; signature?: boolean; long?: boolean; instead?: Uint8Array };
}

interface EndFields {
  count: number;
  size: number;
  offset: number;
}

export interface RawZipOptions {
  prepend?: Uint8Array;
  append?: Uint8Array;
  /** Bytes between the last entry and the central directory. */
  gap?: Uint8Array;
  comment?: Uint8Array;
  /** Number of entries that the end record claims. */
  claimedEntries?: number;
  /** Fields of the end record that differ from the truth. */
  end?: Partial<EndFields> & { disk?: number; commentLength?: number };
  /** A ZIP64 end and its locator in front of the end record, with the fields that differ from the truth. */
  zip64End?: Partial<EndFields> & { recordBytes?: number; locatorOffset?: number; disk?: number; behind?: Uint8Array };
  /** Offsets as if `prepend` were not there (what a naive self-extractor has). */
  offsetsIgnorePrepend?: boolean;
}

/** 1980-01-01 00:00:00 in DOS format: the same bytes at any time of day. */
const DOS_DATE = 0x0021;
const REGULAR_FILE = 0o100000;
const MADE_BY_UNIX = (3 << 8) | 20;
const UTF8_NAME = 0x0800;
const HAS_DESCRIPTOR = 0x0008;

export function toBytes(value: string | Uint8Array): Uint8Array {
  return typeof value === "string" ? new TextEncoder().encode(value) : value;
}

function fieldsOf(entry: RawEntry): HeaderFields & { data: Uint8Array } {
  const content = toBytes(entry.content);
  const method = entry.method ?? 8;
  const data = entry.data ?? (method === 8 ? deflateRawSync(content, { level: 9 }) : content);
  const flags = UTF8_NAME | (entry.dataDescriptor ? HAS_DESCRIPTOR : 0);
  return {
    name: entry.name,
    flags,
    method,
    crc: crc32(content),
    compressedSize: data.length,
    size: content.length,
    extra: new Uint8Array(),
    version: 20,
    data,
  };
}

function localHeader(fields: HeaderFields): Buffer {
  const name = toBytes(fields.name);
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(fields.version, 4);
  head.writeUInt16LE(fields.flags, 6);
  head.writeUInt16LE(fields.method, 8);
  head.writeUInt16LE(DOS_DATE, 12);
  head.writeUInt32LE(fields.crc, 14);
  head.writeUInt32LE(fields.compressedSize, 18);
  head.writeUInt32LE(fields.size, 22);
  head.writeUInt16LE(name.length, 26);
  head.writeUInt16LE(fields.extra.length, 28);
  return Buffer.concat([head, name, fields.extra]);
}

function centralHeader(fields: HeaderFields, entry: RawEntry, localOffset: number): Buffer {
  const name = toBytes(fields.name);
  const mode = entry.mode ?? REGULAR_FILE | 0o644;
  const head = Buffer.alloc(46);
  head.writeUInt32LE(0x02014b50, 0);
  head.writeUInt16LE(entry.central?.madeBy ?? MADE_BY_UNIX, 4);
  head.writeUInt16LE(fields.version, 6);
  head.writeUInt16LE(fields.flags, 8);
  head.writeUInt16LE(fields.method, 10);
  head.writeUInt16LE(DOS_DATE, 14);
  head.writeUInt32LE(fields.crc, 16);
  head.writeUInt32LE(fields.compressedSize, 20);
  head.writeUInt32LE(fields.size, 24);
  head.writeUInt16LE(name.length, 28);
  head.writeUInt16LE(fields.extra.length, 30);
  const comment = entry.central?.comment ?? new Uint8Array();
  head.writeUInt16LE(comment.length, 32);
  head.writeUInt16LE(entry.central?.disk ?? 0, 34);
  head.writeUInt32LE(entry.central?.externalAttributes ?? (mode << 16) >>> 0, 38);
  head.writeUInt32LE(entry.central?.localOffset ?? localOffset, 42);
  return Buffer.concat([head, name, fields.extra, comment]);
}

function descriptor(entry: RawEntry, fields: HeaderFields): Buffer {
  const wish = typeof entry.dataDescriptor === "object" ? entry.dataDescriptor : {};
  if (wish.instead) return Buffer.from(wish.instead);
  const size = (value: number) => (wish.long ? uint64(value) : uint32(value));
  const sizes = [size(wish.compressedSize ?? fields.compressedSize), size(wish.size ?? fields.size)];
  const signature = wish.signature === false ? [] : [uint32(0x08074b50)];
  return Buffer.concat([...signature, uint32(wish.crc ?? fields.crc), ...sizes]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function uint64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

/** One extra field. `length` lies about it. */
export function extraField(id: number, data: Uint8Array, length = data.length): Uint8Array {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(id, 0);
  head.writeUInt16LE(length, 2);
  return Buffer.concat([head, data]);
}

/** A ZIP64 field with 64-bit numbers: size, compressed size, offset. */
export function zip64Field(...numbers: number[]): Uint8Array {
  return extraField(0x0001, Buffer.concat(numbers.map(uint64)));
}

/** Info-ZIP's second name, with the checksum of the first one. */
export function unicodePathField(name: string, of: Uint8Array, crc = crc32(of)): Uint8Array {
  return extraField(0x7075, Buffer.concat([Buffer.of(1), uint32(crc), toBytes(name)]));
}

function endRecords(truth: EndFields, at: number, options: RawZipOptions): Buffer[] {
  const comment = Buffer.from(options.comment ?? []);
  const claimed = { ...truth, count: options.claimedEntries ?? truth.count, ...options.end };
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(claimed.disk ?? 0, 4);
  end.writeUInt16LE(claimed.count, 8);
  end.writeUInt16LE(claimed.count, 10);
  end.writeUInt32LE(claimed.size, 12);
  end.writeUInt32LE(claimed.offset, 16);
  end.writeUInt16LE(claimed.commentLength ?? comment.length, 20);
  if (!options.zip64End) return [end, comment];
  const long = { ...truth, recordBytes: 44, locatorOffset: at, disk: 0, behind: new Uint8Array(), ...options.zip64End };
  const head = [uint32(0x06064b50), uint64(long.recordBytes), Buffer.of(45, 0, 45, 0), uint32(long.disk), uint32(long.disk)];
  const body = [uint64(long.count), uint64(long.count), uint64(long.size), uint64(long.offset)];
  const locator = [uint32(0x07064b50), uint32(0), uint64(long.locatorOffset), uint32(1)];
  return [...head, ...body, Buffer.from(long.behind), ...locator, end, comment];
}

/** Writes the entries in the order given. Offsets count from the first byte of the result. */
export function rawZip(entries: readonly RawEntry[], options: RawZipOptions = {}): Uint8Array {
  const parts: Buffer[] = [Buffer.from(options.prepend ?? [])];
  const skew = options.offsetsIgnorePrepend ? (options.prepend?.length ?? 0) : 0;
  const central: Buffer[] = [];
  let offset = parts[0]?.length ?? 0;
  const push = (part: Buffer) => {
    parts.push(part);
    offset += part.length;
  };
  for (const entry of entries) {
    const { data, ...fields } = fieldsOf(entry);
    if (!entry.localOnly) central.push(centralHeader({ ...fields, ...entry.central }, entry, offset - skew));
    if (entry.centralOnly) continue;
    const zeroed = entry.dataDescriptor ? { crc: 0, compressedSize: 0, size: 0 } : {};
    push(localHeader({ ...fields, ...zeroed, ...entry.local }));
    push(Buffer.from(data));
    if (entry.dataDescriptor) push(descriptor(entry, fields));
  }
  push(Buffer.from(options.gap ?? []));
  const directory = Buffer.concat(central);
  const truth = { count: central.length, size: directory.length, offset: offset - skew };
  const records = endRecords(truth, offset + directory.length, options);
  return Uint8Array.from(Buffer.concat([...parts, directory, ...records, Buffer.from(options.append ?? [])]));
}
