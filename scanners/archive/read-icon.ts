import { ArchiveError } from "./archive-error";
import { type PluginIcon, readIcon } from "./icon";
import { entryReader } from "./inflate-entry";
import { readRecords } from "./read-records";
import type { PluginMetadata } from "./types";

/**
 * The icon of a stored artifact without unpacking the rest of it: some milliseconds instead of seconds.
 *
 * @param archive an artifact that was accepted or imported before
 * @param topFolder the plugin's folder
 * @returns undefined without an icon, and for an imported artifact that nobody should open
 */
export async function readIconFromZip(
  archive: Uint8Array,
  topFolder: string,
  metadata: Pick<PluginMetadata, "icon">,
): Promise<PluginIcon | undefined> {
  try {
    const records = await readRecords(archive);
    return readIcon({ topFolder, read: entryReader(archive, records) }, metadata);
  } catch (cause) {
    if (cause instanceof ArchiveError) return undefined;
    throw cause;
  }
}
