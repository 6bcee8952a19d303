/** From the bytes of an upload to the verified view that checks see. Nothing is written to disk, nothing is executed. */
import { hash } from "node:crypto";
import { ArchiveError, error } from "./archive-error";
import { byPath, contentDigest } from "./content-digest";
import { unixMode } from "./entry-kind";
import { damagedEntry, inflateEntry } from "./inflate-entry";
import { readRecords, stopAt } from "./read-records";
import { findTopFolder } from "./top-folder";
import type { PackageFile, PackageProblem, PluginPackage } from "./types";
import type { ZipRecord } from "./zip-records";

function unpack(bytes: Uint8Array, records: readonly ZipRecord[]): PackageFile[] {
  const files: PackageFile[] = [];
  const problems: PackageProblem[] = [];
  for (const record of records) {
    const content = inflateEntry(bytes, record);
    if (content === null) problems.push(damagedEntry(record));
    else if (!record.name.endsWith("/")) files.push({ path: record.name, bytes: content, mode: unixMode(record.entry) });
  }
  stopAt(problems);
  return files.sort(byPath);
}

function digestOf(files: readonly PackageFile[]): string {
  return contentDigest(files.map((file) => ({ ...file, sizeBytes: file.bytes.length, sha256: hash("sha256", file.bytes) })));
}

/** Every name, header and byte verified; files sorted by path. */
export async function readFiles(bytes: Uint8Array): Promise<PackageFile[]> {
  return unpack(bytes, await readRecords(bytes));
}

export function requireTopFolder(files: readonly Pick<PackageFile, "path">[]): string {
  const topFolder = findTopFolder(files);
  if (topFolder !== null) return topFolder;
  const advice = "Zip the plugin's folder itself, so that the ZIP holds `your_plugin/metadata.txt`.";
  throw new ArchiveError([error("no-top-folder", "The ZIP has no folder that holds metadata.txt.", advice)]);
}

/**
 * Opens an artifact for the checks.
 * @param bytes the ZIP, at most 25,000,000 bytes
 * @throws ArchiveError with all problems that could be told;
 *   rules about a package's content are `validatePackage`'s, so that imported packages open too
 */
export async function openPackage(bytes: Uint8Array): Promise<PluginPackage> {
  const files = await readFiles(bytes);
  const topFolder = requireTopFolder(files);
  const inflatedBytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
  return { topFolder, files, inflatedBytes, contentDigest: digestOf(files) };
}
