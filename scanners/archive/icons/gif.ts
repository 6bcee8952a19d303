import { isFitSize, startsWith, viewOf } from "./raster";

const HEADER_BYTES = 13;
const IMAGE = 0x2c;
const EXTENSION = 0x21;
const GRAPHIC_CONTROL = 0xf9;

/** Bytes of the colour table that a packed field announces. */
const tableBytes = (packed: number): number => (packed & 0x80 ? 3 * 2 ** ((packed & 7) + 1) : 0);

/** Behind a chain of data blocks; -1 when it does not end. */
function endOfBlocks(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length) {
    const length = bytes[at] ?? 0;
    at += 1 + length;
    if (length === 0) return at;
  }
  return -1;
}

/** The first picture of a GIF with its colours and transparency. Further pictures, comments and applications' data are dropped. */
export function rebuildGif(bytes: Uint8Array): Uint8Array | null {
  if ((!startsWith(bytes, "GIF87a") && !startsWith(bytes, "GIF89a")) || bytes.length < HEADER_BYTES) return null;
  const view = viewOf(bytes);
  if (!isFitSize(view.getUint16(6, true), view.getUint16(8, true))) return null;
  const start = HEADER_BYTES + tableBytes(bytes[10] ?? 0);
  let control: Uint8Array = new Uint8Array();
  for (let at = start; at < bytes.length; ) {
    if (bytes[at] === EXTENSION) {
      const end = endOfBlocks(bytes, at + 2);
      if (end === -1) return null;
      if (bytes[at + 1] === GRAPHIC_CONTROL && bytes[at + 2] === 4 && end === at + 8) control = bytes.subarray(at, end);
      at = end;
    } else if (bytes[at] === IMAGE && at + 11 <= bytes.length) {
      const [width, height] = [view.getUint16(at + 5, true), view.getUint16(at + 7, true)];
      const data = at + 10 + tableBytes(bytes[at + 9] ?? 0);
      const end = endOfBlocks(bytes, data + 1);
      const codeSize = bytes[data] ?? 0;
      if (end === -1 || codeSize < 2 || codeSize > 8 || !isFitSize(width, height)) return null;
      return new Uint8Array(Buffer.concat([bytes.subarray(0, start), control, bytes.subarray(at, end), Buffer.of(0x3b)]));
    } else return null;
  }
  return null;
}
