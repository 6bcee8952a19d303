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
  central?: Partial<HeaderFields> & { localOffset?: number; madeBy?: number; externalAttributes?: number };
  /** Listed in the central directory, nothing written for it: set `central.localOffset`. */
  centralOnly?: boolean;
  /** Write sizes and CRC behind the data, zeros in the local header. */
  dataDescriptor?: boolean | { crc?: number; compressedSize?: number; size?: number; signature?: boolean };
}

export interface RawZipOptions {
  prepend?: Uint8Array;
  append?: Uint8Array;
  /** Bytes between the last entry and the central directory. */
  gap?: Uint8Array;
  comment?: Uint8Array;
  /** Number of entries that the end record claims. */
  claimedEntries?: number;
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
    data,
  };
}

function localHeader(fields: HeaderFields): Buffer {
  const name = toBytes(fields.name);
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(20, 4);
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
  head.writeUInt16LE(20, 6);
  head.writeUInt16LE(fields.flags, 8);
  head.writeUInt16LE(fields.method, 10);
  head.writeUInt16LE(DOS_DATE, 14);
  head.writeUInt32LE(fields.crc, 16);
  head.writeUInt32LE(fields.compressedSize, 20);
  head.writeUInt32LE(fields.size, 24);
  head.writeUInt16LE(name.length, 28);
  head.writeUInt16LE(fields.extra.length, 30);
  head.writeUInt32LE(entry.central?.externalAttributes ?? (mode << 16) >>> 0, 38);
  head.writeUInt32LE(entry.central?.localOffset ?? localOffset, 42);
  return Buffer.concat([head, name, fields.extra]);
}

function descriptor(entry: RawEntry, fields: HeaderFields): Buffer {
  const wish = typeof entry.dataDescriptor === "object" ? entry.dataDescriptor : {};
  const record = Buffer.alloc(16);
  record.writeUInt32LE(0x08074b50, 0);
  record.writeUInt32LE(wish.crc ?? fields.crc, 4);
  record.writeUInt32LE(wish.compressedSize ?? fields.compressedSize, 8);
  record.writeUInt32LE(wish.size ?? fields.size, 12);
  return wish.signature === false ? record.subarray(4) : record;
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
    central.push(centralHeader({ ...fields, ...entry.central }, entry, offset - skew));
    if (entry.centralOnly) continue;
    const zeroed = entry.dataDescriptor ? { crc: 0, compressedSize: 0, size: 0 } : {};
    push(localHeader({ ...fields, ...zeroed, ...entry.local }));
    push(Buffer.from(data));
    if (entry.dataDescriptor) push(descriptor(entry, fields));
  }
  push(Buffer.from(options.gap ?? []));
  const directory = Buffer.concat(central);
  const comment = Buffer.from(options.comment ?? []);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(options.claimedEntries ?? entries.length, 8);
  end.writeUInt16LE(options.claimedEntries ?? entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset - skew, 16);
  end.writeUInt16LE(comment.length, 20);
  return Uint8Array.from(Buffer.concat([...parts, directory, end, comment, Buffer.from(options.append ?? [])]));
}
