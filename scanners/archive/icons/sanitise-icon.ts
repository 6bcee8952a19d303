/** A stranger's image, written anew from the parts that a picture needs. What is left out was not looked at by anybody. */
import { rebuildGif } from "./gif";
import { rebuildJpeg } from "./jpeg";
import { rebuildPng } from "./png";
import { sanitiseSvg } from "./svg";
import { rebuildWebp } from "./webp";

export interface PluginIcon {
  contentType: "image/png" | "image/jpeg" | "image/gif" | "image/webp" | "image/svg+xml";
  bytes: Uint8Array;
}

const RASTERS = [
  ["image/png", rebuildPng],
  ["image/jpeg", rebuildJpeg],
  ["image/gif", rebuildGif],
  ["image/webp", rebuildWebp],
] as const;

/** @returns null when it is none of the raster formats, or damaged, or wider or higher than 2,048 pixels */
export function sanitiseRaster(bytes: Uint8Array): PluginIcon | null {
  for (const [contentType, rebuild] of RASTERS) {
    const rebuilt = rebuild(bytes);
    if (rebuilt) return { contentType, bytes: rebuilt };
  }
  return null;
}

/**
 * The kind is told by the content; the file's name is not asked.
 * @param bytes at most ARCHIVE_LIMITS.iconBytes
 * @returns null for what cannot be shown
 */
export function sanitiseIcon(bytes: Uint8Array): PluginIcon | null {
  const raster = sanitiseRaster(bytes);
  if (raster) return raster;
  const svg = sanitiseSvg(bytes, sanitiseRaster);
  return svg && { contentType: "image/svg+xml", bytes: svg };
}
