import { showName, warning } from "./archive-error";
import { ARCHIVE_LIMITS } from "./limits";
import type { PackageProblem, PluginMetadata, PluginPackage } from "./types";

export interface PluginIcon {
  contentType: "image/png" | "image/jpeg" | "image/gif" | "image/webp";
  bytes: Uint8Array;
}

const ascii = (text: string) => [...text].map((character) => character.charCodeAt(0));
const startsWith = (bytes: Uint8Array, signature: readonly number[], at = 0) =>
  signature.every((byte, index) => bytes[at + index] === byte);

/** The kind by the file's first bytes; its name is not asked. */
function contentTypeOf(bytes: Uint8Array): PluginIcon["contentType"] | null {
  if (startsWith(bytes, [0x89, ...ascii("PNG\r\n\u001a\n")])) return "image/png";
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return "image/jpeg";
  if (startsWith(bytes, ascii("GIF87a")) || startsWith(bytes, ascii("GIF89a"))) return "image/gif";
  if (startsWith(bytes, ascii("RIFF")) && startsWith(bytes, ascii("WEBP"), 8)) return "image/webp";
  return null;
}

function lookUp(pkg: PluginPackage, metadata: Pick<PluginMetadata, "icon">): PluginIcon | PackageProblem | undefined {
  if (!metadata.icon) return undefined;
  const shown = showName(metadata.icon);
  const path = `${pkg.topFolder}/${metadata.icon.replaceAll("\\", "/").replace(/^(?:\.?\/)+/, "")}`;
  const file = pkg.files.find((candidate) => candidate.path === path);
  const advice = "Name a PNG, JPEG, GIF or WebP image of the package, by its path inside the plugin's folder.";
  if (!file) return warning("icon-ignored", `The icon \`${shown}\` is not in the package.`, advice);
  if (file.bytes.length > ARCHIVE_LIMITS.iconBytes) {
    return warning(
      "icon-ignored",
      `The icon \`${shown}\` is larger than ${ARCHIVE_LIMITS.iconBytes / 1024} KB, so it is not shown.`,
      advice,
      { entry: path },
    );
  }
  const contentType = contentTypeOf(file.bytes);
  if (!contentType)
    return warning("icon-ignored", `The icon \`${shown}\` is not an image of a kind that is shown here.`, advice, { entry: path });
  return { contentType, bytes: file.bytes };
}

/**
 * The plugin's icon, raster images only: an SVG can hold scripts and is not served
 * before something sanitises it. Serve with the content type given and `nosniff`.
 */
export function readIcon(pkg: PluginPackage, metadata: Pick<PluginMetadata, "icon">): PluginIcon | undefined {
  const result = lookUp(pkg, metadata);
  return result && "bytes" in result ? result : undefined;
}

/** Why the icon that metadata.txt names is not shown. */
export function iconProblem(pkg: PluginPackage, metadata: Pick<PluginMetadata, "icon">): PackageProblem | undefined {
  const result = lookUp(pkg, metadata);
  return result && "code" in result ? result : undefined;
}
