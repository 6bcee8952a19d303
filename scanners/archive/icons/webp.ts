import { isFitSize, startsWith, viewOf } from "./raster";

interface Chunk {
  type: string;
  content: Uint8Array;
}

function readChunks(bytes: Uint8Array): Chunk[] | null {
  const view = viewOf(bytes);
  const end = 8 + view.getUint32(4, true);
  if (end > bytes.length) return null;
  const chunks: Chunk[] = [];
  let at = 12;
  while (at + 8 <= end) {
    const size = view.getUint32(at + 4, true);
    if (at + 8 + size > end) return null;
    chunks.push({ type: Buffer.from(bytes.subarray(at, at + 4)).toString("latin1"), content: bytes.subarray(at + 8, at + 8 + size) });
    at += 8 + size + (size & 1);
  }
  return chunks;
}

/** Width and height of a lossy key frame (RFC 6386, 9.1) or a lossless picture (RFC 9649, 3.4). */
function sizeOf({ type, content }: Chunk): { width: number; height: number } | null {
  const view = viewOf(content);
  if (type === "VP8 " && content.length >= 10 && (content[0] ?? 1) % 2 === 0 && startsWith(content, "\x9d\x01\x2a", 3))
    return { width: view.getUint16(6, true) & 0x3fff, height: view.getUint16(8, true) & 0x3fff };
  if (type !== "VP8L" || content.length < 5 || content[0] !== 0x2f) return null;
  const bits = view.getUint32(1, true);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

function written(chunks: readonly Chunk[]): Uint8Array {
  const parts = chunks.map(({ type, content }) => {
    const part = Buffer.alloc(8 + content.length + (content.length & 1));
    part.write(type, 0, "latin1");
    part.writeUInt32LE(content.length, 4);
    part.set(content, 8);
    return part;
  });
  const body = Buffer.concat([Buffer.from("WEBP", "latin1"), ...parts]);
  const head = Buffer.from("RIFF\0\0\0\0", "latin1");
  head.writeUInt32LE(body.length, 4);
  return new Uint8Array(Buffer.concat([head, body]));
}

const ALPHA_FLAG = 0x10;

/** The picture of a still WebP and its transparency. Profiles, Exif and XMP data are dropped, animations are not taken. */
export function rebuildWebp(bytes: Uint8Array): Uint8Array | null {
  if (!startsWith(bytes, "RIFF") || !startsWith(bytes, "WEBP", 8)) return null;
  const chunks = readChunks(bytes);
  const pictures = chunks?.filter(({ type }) => type === "VP8 " || type === "VP8L") ?? [];
  const [picture] = pictures;
  const size = picture && sizeOf(picture);
  if (!picture || pictures.length > 1 || !size || !isFitSize(size.width, size.height)) return null;
  const alpha = chunks?.find(({ type }) => type === "ALPH");
  if (picture.type === "VP8L" || !alpha) return written([picture]);
  const canvas = Buffer.alloc(10);
  canvas[0] = ALPHA_FLAG;
  canvas.writeUIntLE(size.width - 1, 4, 3);
  canvas.writeUIntLE(size.height - 1, 7, 3);
  return written([{ type: "VP8X", content: canvas }, alpha, picture]);
}
