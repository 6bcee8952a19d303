import { type PluginIcon, readIcon } from "./icon";
import { inflateEntry } from "./inflate-entry";
import type { PluginMetadata } from "./types";
import { readDirectory } from "./zip-directory";
import { locateRecords } from "./zip-records";

/**
 * The icon of a stored artifact without unpacking the rest of it: some milliseconds instead of seconds.
 *
 * @param archive an artifact that was accepted before
 * @param topFolder the plugin's folder
 * @throws ArchiveError when it is no such file
 */
export function readIconFromZip(archive: Uint8Array, topFolder: string, metadata: Pick<PluginMetadata, "icon">): PluginIcon | undefined {
  const { records } = locateRecords(archive, readDirectory(archive));
  // Compared by its ending alone, `readIcon` decides which of them it is.
  const ending = metadata.icon?.replaceAll("\\", "/").split("/").at(-1);
  const files = records
    .filter((record) => ending && record.name.startsWith(`${topFolder}/`) && record.name.endsWith(ending))
    .flatMap((record) => {
      const bytes = inflateEntry(archive, record);
      return bytes ? [{ path: record.name, bytes, mode: null }] : [];
    });
  return readIcon({ topFolder, files, inflatedBytes: 0, contentDigest: "" }, metadata);
}
