import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join, resolve, sep } from "node:path";
import type { PackageFile } from "../archive/types";

/** Folders that no package may hold and every working copy has. */
const NEVER_PACKED = new Set([".git", "__pycache__"]);

/**
 * A plugin's folder as the files of a package, under the folder's own name, without `.git`, `__pycache__` and `.pyc`.
 * Links are left out: a package cannot hold them.
 */
export async function readFolder(folder: string): Promise<PackageFile[]> {
  const root = resolve(folder);
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files: PackageFile[] = [];
  for (const entry of entries) {
    const full = join(entry.parentPath, entry.name);
    const parts = full.slice(root.length + 1).split(sep);
    if (!entry.isFile() || entry.name.endsWith(".pyc") || parts.some((part) => NEVER_PACKED.has(part))) continue;
    const { mode } = await stat(full);
    files.push({ path: [basename(root), ...parts].join("/"), bytes: await readFile(full), mode: mode & 0o7777 });
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}
