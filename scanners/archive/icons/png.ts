import { crc32, inflateSync } from "node:zlib";
import { isFitSize, startsWith, viewOf } from "./raster";

const SIGNATURE = "\x89PNG\r\n\x1a\n";
/** Bits of a pixel's sample that each colour type allows, and its samples (PNG, 11.2.1). */
const COLOUR_TYPES: Readonly<Record<number, { samples: number; depths: readonly number[] }>> = {
  0: { samples: 1, depths: [1, 2, 4, 8, 16] },
  2: { samples: 3, depths: [8, 16] },
  3: { samples: 1, depths: [1, 2, 4, 8] },
  4: { samples: 2, depths: [8, 16] },
  6: { samples: 4, depths: [8, 16] },
};
/** First pixel and step of the seven passes of an interlaced picture: x, y, step x, step y. */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

interface Chunks {
  header: Uint8Array;
  palette: Uint8Array | null;
  transparency: Uint8Array | null;
  data: Uint8Array[];
}

/** The chunks that make the picture; null when their order, their lengths or their checksums are wrong. */
function readChunks(bytes: Uint8Array): Chunks | null {
  const view = viewOf(bytes);
  const chunks: Partial<Chunks> & { data: Uint8Array[] } = { data: [] };
  for (let at = SIGNATURE.length; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    const end = at + 8 + length;
    if (end + 4 > bytes.length) return null;
    const type = Buffer.from(bytes.subarray(at + 4, at + 8)).toString("latin1");
    const content = bytes.subarray(at + 8, end);
    if (crc32(bytes.subarray(at + 4, end)) !== view.getUint32(end)) return null;
    const isFirst = at === SIGNATURE.length;
    if (isFirst !== (type === "IHDR")) return null;
    if (type === "IHDR") chunks.header = content;
    else if (type === "PLTE") chunks.palette = content;
    else if (type === "tRNS") chunks.transparency = content;
    else if (type === "IDAT") chunks.data.push(content);
    else if (type === "IEND") {
      const { header, palette = null, transparency = null, data } = chunks;
      return header?.length === 13 ? { header, palette, transparency, data } : null;
    }
    at = end + 4;
  }
  return null;
}

/** Bytes of the picture before compression: a filter byte a row, rows padded to whole bytes. */
function pictureBytes(width: number, height: number, bitsPerPixel: number, isInterlaced: boolean): number {
  const passes = isInterlaced ? PASSES : ([[0, 0, 1, 1]] as const);
  return passes.reduce((sum, [x, y, stepX, stepY]) => {
    const columns = Math.ceil((width - x) / stepX);
    const rows = Math.ceil((height - y) / stepY);
    return columns > 0 && rows > 0 ? sum + rows * (1 + Math.ceil((columns * bitsPerPixel) / 8)) : sum;
  }, 0);
}

/** Whether the data unpacks to the picture that the header names, no more and no less. */
function isWhole(data: Uint8Array, expected: number): boolean {
  try {
    const { buffer, engine } = inflateSync(data, { maxOutputLength: expected, info: true } as object) as unknown as {
      buffer: Buffer;
      engine: { bytesWritten: number };
    };
    return buffer.length === expected && engine.bytesWritten === data.length;
  } catch {
    return false;
  }
}

function chunk(type: string, content: Uint8Array): Buffer {
  const whole = Buffer.alloc(12 + content.length);
  whole.writeUInt32BE(content.length, 0);
  whole.write(type, 4, "latin1");
  whole.set(content, 8);
  whole.writeUInt32BE(crc32(whole.subarray(4, 8 + content.length)), 8 + content.length);
  return whole;
}

/** Header, palette, transparency and pixels of a PNG. Texts, profiles, animations and what stands behind the end are dropped. */
export function rebuildPng(bytes: Uint8Array): Uint8Array | null {
  if (!startsWith(bytes, SIGNATURE)) return null;
  const chunks = readChunks(bytes);
  if (!chunks) return null;
  const { header, palette, transparency } = chunks;
  const view = viewOf(header);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  const [depth = 0, colourType = 0, compression, filter, interlace = 0] = header.subarray(8);
  const colours = COLOUR_TYPES[colourType];
  if (!isFitSize(width, height) || !colours?.depths.includes(depth) || compression !== 0 || filter !== 0 || interlace > 1) return null;
  const isPaletteFine = palette ? palette.length % 3 === 0 && palette.length <= 768 && palette.length > 0 : colourType !== 3;
  if (!isPaletteFine || (transparency && transparency.length > 256)) return null;
  const data = Buffer.concat(chunks.data);
  if (!isWhole(data, pictureBytes(width, height, depth * colours.samples, interlace === 1))) return null;
  const parts = [Buffer.from(SIGNATURE, "latin1"), chunk("IHDR", header)];
  if (palette) parts.push(chunk("PLTE", palette));
  if (transparency) parts.push(chunk("tRNS", transparency));
  parts.push(chunk("IDAT", data), chunk("IEND", new Uint8Array()));
  return new Uint8Array(Buffer.concat(parts));
}
