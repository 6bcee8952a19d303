import { crc32, deflateRawSync } from "node:zlib";
import type { PackageFile } from "./types";

/** 1980-01-01, the earliest date a ZIP can hold: the same folder gives the same bytes at any time. */
const DOS_DATE = 0x0021;
const MADE_BY_UNIX = (3 << 8) | 20;
const UTF8_NAME = 0x0800;
const REGULAR_FILE = 0o100000;

function header(file: PackageFile, data: Uint8Array, isCentral: boolean, localOffset: number): Buffer {
  const name = Buffer.from(file.path, "utf8");
  const head = Buffer.alloc(isCentral ? 46 : 30);
  head.writeUInt32LE(isCentral ? 0x02014b50 : 0x04034b50, 0);
  if (isCentral) {
    head.writeUInt16LE(MADE_BY_UNIX, 4);
    head.writeUInt32LE(((REGULAR_FILE | (file.mode ?? 0o644)) << 16) >>> 0, 38);
    head.writeUInt32LE(localOffset, 42);
  }
  const at = isCentral ? 6 : 4;
  head.writeUInt16LE(20, at);
  head.writeUInt16LE(UTF8_NAME, at + 2);
  head.writeUInt16LE(8, at + 4);
  head.writeUInt16LE(DOS_DATE, at + 8);
  head.writeUInt32LE(crc32(file.bytes), at + 10);
  head.writeUInt32LE(data.length, at + 14);
  head.writeUInt32LE(file.bytes.length, at + 18);
  head.writeUInt16LE(name.length, at + 22);
  return Buffer.concat([head, name]);
}

/**
 * Our own zipper: equal files give equal bytes on any machine. Paths are sorted; a file without a
 * mode gets 0o644. The caller keeps to the limits of an archive; whoever opens the result checks them.
 */
export function writeZip(files: readonly PackageFile[]): Uint8Array {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const parts: Uint8Array[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const file of sorted) {
    const data = deflateRawSync(file.bytes);
    const local = header(file, data, false, 0);
    central.push(header(file, data, true, offset));
    parts.push(local, data);
    offset += local.length + data.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(sorted.length, 8);
  end.writeUInt16LE(sorted.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...parts, directory, end]));
}
