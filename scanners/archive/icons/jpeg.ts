import { isFitSize, startsWith, viewOf } from "./raster";

const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;
/** Baseline, extended and progressive pictures: what browsers show. */
const FRAMES = new Set([0xc0, 0xc1, 0xc2]);
/** Huffman tables, quantisation tables, restart interval. */
const TABLES = new Set([0xc4, 0xdb, 0xdd]);
const ADOBE = 0xee;
const isDropped = (marker: number) => (marker >= 0xe0 && marker <= 0xef && marker !== ADOBE) || marker === 0xfe;

/** Where the packed pixels of a scan end: before the next marker that is no restart and no escaped byte. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next === undefined) return -1;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return -1;
}

/** Eight bits a sample, one, three or four components, a size that fits. */
function isFrameFine(segment: Uint8Array): boolean {
  if (segment.length < 10) return false;
  const view = viewOf(segment);
  const components = segment[9] ?? 0;
  const isShaped = segment[4] === 8 && [1, 3, 4].includes(components) && segment.length === 10 + components * 3;
  return isShaped && isFitSize(view.getUint16(7), view.getUint16(5));
}

/** Tables, frame and scans of a JPEG. Exif data, profiles, thumbnails, comments and what stands behind the end are dropped. */
export function rebuildJpeg(bytes: Uint8Array): Uint8Array | null {
  if (!startsWith(bytes, "\xff\xd8\xff")) return null;
  const view = viewOf(bytes);
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  let frames = 0;
  let scans = 0;
  for (let at = 2; at + 4 <= bytes.length || bytes[at + 1] === END_OF_IMAGE; ) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === END_OF_IMAGE)
      return frames === 1 && scans > 0 ? new Uint8Array(Buffer.concat([...kept, Buffer.of(0xff, marker)])) : null;
    const length = view.getUint16(at + 2);
    let end = at + 2 + length;
    if (length < 2 || end > bytes.length) return null;
    const segment = bytes.subarray(at, end);
    if (FRAMES.has(marker)) {
      if (!isFrameFine(segment)) return null;
      frames += 1;
    } else if (marker === START_OF_SCAN) {
      end = endOfScan(bytes, end);
      if (end === -1 || frames !== 1) return null;
      scans += 1;
    } else if (!TABLES.has(marker) && marker !== ADOBE && !isDropped(marker)) return null;
    const isAdobe = marker === ADOBE && length === 14 && startsWith(segment, "Adobe", 4);
    if (!isDropped(marker) && (marker !== ADOBE || isAdobe)) kept.push(bytes.subarray(at, end));
    at = end;
  }
  return null;
}
