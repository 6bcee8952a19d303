import { byPath, contentDigest } from "./content-digest";
import { unixMode } from "./entry-kind";
import { damagedEntry, entryReader, hashEntry } from "./inflate-entry";
import { readRecords, stopAt } from "./read-records";
import { requireTopFolder } from "./read-zip";
import type { PackageFile, PackageProblem, PluginPackage } from "./types";

/** A package whose every byte was verified and let go: what the package rules need, in little memory. */
export interface PackageListing {
  readonly topFolder: string;
  /** Sorted by path. */
  readonly files: readonly Pick<PackageFile, "path">[];
  readonly inflatedBytes: number;
  readonly contentDigest: string;
  /**
   * @param mostBytes larger files are not unpacked
   * @returns undefined without such a file, its size when it is too large
   */
  read(path: string, mostBytes: number): Uint8Array | number | undefined;
}

/** The same view of a package that is open already. */
export function listingOf(pkg: PluginPackage): PackageListing {
  const read = (path: string, mostBytes: number) => {
    const bytes = pkg.files.find((file) => file.path === path)?.bytes;
    return bytes && bytes.length > mostBytes ? bytes.length : bytes;
  };
  return { ...pkg, read };
}

/**
 * Verifies an artifact as `openPackage` does, without keeping what it unpacks: a package of 250 MB takes some 60 MB.
 * @param bytes the ZIP, at most 25,000,000 bytes
 * @throws ArchiveError with all problems that could be told
 */
export async function listPackage(bytes: Uint8Array): Promise<PackageListing> {
  const records = await readRecords(bytes);
  const problems: PackageProblem[] = [];
  const files = [];
  for (const record of records) {
    const sha256 = await hashEntry(bytes, record);
    if (sha256 === null) problems.push(damagedEntry(record));
    else if (!record.name.endsWith("/"))
      files.push({ path: record.name, mode: unixMode(record.entry), sizeBytes: record.entry.size, sha256 });
  }
  stopAt(problems);
  return {
    topFolder: requireTopFolder(files),
    files: files.sort(byPath),
    inflatedBytes: files.reduce((sum, file) => sum + file.sizeBytes, 0),
    contentDigest: contentDigest(files),
    read: entryReader(bytes, records),
  };
}
