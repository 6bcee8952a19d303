import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join, resolve, sep } from "node:path";
import { ArchiveError, error } from "../archive/archive-error";
import { ARCHIVE_LIMITS } from "../archive/limits";
import type { PackageFile } from "../archive/types";

/** Folders that no package may hold and every working copy has. */
const NEVER_PACKED = new Set([".git", "__pycache__"]);

/**
 * A plugin's folder as the files of a package, under the folder's own name, without `.git`, `__pycache__` and `.pyc`.
 * Links are left out: a package cannot hold them.
 * @throws ArchiveError for more files or bytes than a package may have, before they are read
 */
export async function readFolder(folder: string): Promise<PackageFile[]> {
  const root = resolve(folder);
  const entries = (await readdir(root, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".pyc"))
    .map((entry) => ({
      full: join(entry.parentPath, entry.name),
      parts: join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .split(sep),
    }))
    .filter(({ parts }) => !parts.some((part) => NEVER_PACKED.has(part)));
  if (entries.length > ARCHIVE_LIMITS.entries) refuse("too-many-entries", `${entries.length} files`, `${ARCHIVE_LIMITS.entries} files`);
  const files: PackageFile[] = [];
  let bytes = 0;
  for (const { full, parts } of entries) {
    const { mode, size } = await stat(full);
    bytes += size;
    if (bytes > ARCHIVE_LIMITS.inflatedBytes) refuse("package-too-large", "more than that", `${ARCHIVE_LIMITS.inflatedBytes / 1e6} MB`);
    files.push({ path: [basename(root), ...parts].join("/"), bytes: await readFile(full), mode: unixMode(mode) });
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Windows has no such bits: what Node makes up there would look like a file that everybody may change. */
function unixMode(mode: number): number | null {
  return process.platform === "win32" ? null : mode & 0o7777;
}

function refuse(code: string, has: string, allowed: string): never {
  const advice = "Give the plugin's own folder, and leave out sample data and virtual environments.";
  throw new ArchiveError([error(code, `A package may hold ${allowed}; the folder holds ${has}.`, advice)]);
}
