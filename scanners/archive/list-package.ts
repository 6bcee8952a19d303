import { byPath, contentDigest, type ListedFile } from "./content-digest";
import { unixMode } from "./entry-kind";
import { damagedEntry, entryReader, hashEntry, isEntryTrue } from "./inflate-entry";
import { readRecords, stopAt } from "./read-records";
import { requireTopFolder } from "./read-zip";
import type { PackageFile, PackageProblem } from "./types";

/** A package whose every byte was verified and let go: what the package rules need, in little memory. */
export interface PackageListing {
  readonly topFolder: string;
  /** Sorted by path. */
  readonly files: readonly Pick<PackageFile, "path">[];
  readonly inflatedBytes: number;
  /** The same as of the package opened; unpacks everything once more. */
  contentDigest(): Promise<string>;
  /**
   * @param mostBytes larger files are not unpacked
   * @returns undefined without such a file, its size when it is too large
   */
  read(path: string, mostBytes: number): Uint8Array | number | undefined;
}

/**
 * Verifies an artifact as `openPackage` does, without keeping what it unpacks: a package of 250 MB takes some 60 MB.
 * @param bytes the ZIP, at most 25,000,000 bytes
 * @throws ArchiveError with all problems that could be told
 */
export async function listPackage(bytes: Uint8Array): Promise<PackageListing> {
  const records = await readRecords(bytes);
  const problems: PackageProblem[] = [];
  for (const record of records) if (!(await isEntryTrue(bytes, record))) problems.push(damagedEntry(record));
  stopAt(problems);
  const files = records.filter(({ name }) => !name.endsWith("/"));
  const listed = files.map(({ entry, name }) => ({ path: name, mode: unixMode(entry), sizeBytes: entry.size }));
  return {
    topFolder: requireTopFolder(listed),
    files: [...listed].sort(byPath),
    inflatedBytes: listed.reduce((sum, file) => sum + file.sizeBytes, 0),
    contentDigest: async () => {
      const hashed: ListedFile[] = [];
      for (const [index, record] of files.entries()) {
        const file = listed[index];
        if (file) hashed.push({ ...file, sha256: await hashEntry(bytes, record) });
      }
      return contentDigest(hashed);
    },
    read: entryReader(bytes, records),
  };
}
