import { posix } from "node:path";
import { showName, warning } from "./archive-error";
import { type PluginIcon, sanitiseIcon } from "./icons/sanitise-icon";
import { ARCHIVE_LIMITS } from "./limits";
import type { PackageListing } from "./list-package";
import type { PackageProblem, PluginMetadata } from "./types";

export type { PluginIcon };

type IconSource = Pick<PackageListing, "topFolder" | "read">;

const ADVICE = "Name a PNG, JPEG, GIF, WebP or SVG image of the package, by its path inside the plugin's folder.";

function lookUp(pkg: IconSource, metadata: Pick<PluginMetadata, "icon">): PluginIcon | PackageProblem | undefined {
  const named = metadata.icon?.trim();
  if (!named) return undefined;
  const shown = showName(named);
  const inside = posix.normalize(named.replaceAll("\\", "/").replace(/^\/+/, ""));
  const ignored = (fault: string, entry?: string) =>
    warning("icon-ignored", `The icon \`${shown}\` ${fault}.`, ADVICE, entry === undefined ? {} : { entry });
  if (inside === ".." || inside.startsWith("../")) return ignored("lies outside the plugin's folder, so it is not shown");
  const path = `${pkg.topFolder}/${inside}`;
  const bytes = pkg.read(path, ARCHIVE_LIMITS.iconBytes);
  if (bytes === undefined) return ignored("is not in the package");
  if (typeof bytes === "number") return ignored(`is larger than ${ARCHIVE_LIMITS.iconBytes / 1024} KB, so it is not shown`, path);
  return sanitiseIcon(bytes) ?? ignored("is not an image that can be shown here", path);
}

/** The plugin's icon, written anew (see sanitise-icon.ts). Serve with the content type given and `nosniff`. */
export function readIcon(pkg: IconSource, metadata: Pick<PluginMetadata, "icon">): PluginIcon | undefined {
  const result = lookUp(pkg, metadata);
  return result && "bytes" in result ? result : undefined;
}

/** Why the icon that metadata.txt names is not shown. */
export function iconProblem(pkg: IconSource, metadata: Pick<PluginMetadata, "icon">): PackageProblem | undefined {
  const result = lookUp(pkg, metadata);
  return result && "code" in result ? result : undefined;
}
