/** What the readers of raster formats share. */

/** Icons are shown at 48 pixels; a picture of this size takes 16 MB to decode. */
const MOST_PIXELS_A_SIDE = 2048;

export function isFitSize(width: number, height: number): boolean {
  return width > 0 && height > 0 && width <= MOST_PIXELS_A_SIDE && height <= MOST_PIXELS_A_SIDE;
}

export const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

export function startsWith(bytes: Uint8Array, signature: string, at = 0): boolean {
  if (at + signature.length > bytes.length) return false;
  for (let index = 0; index < signature.length; index += 1) {
    if (bytes[at + index] !== signature.charCodeAt(index)) return false;
  }
  return true;
}
