import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { openPackage } from "@/scanners/archive/read-zip";
import type { PackageFile, PluginPackage } from "@/scanners/archive/types";

/**
 * The packages of a folder by plugin: `<plugin>.zip`, or `<plugin>/<top folder>/…`. Sorted; nothing is read yet.
 */
export async function listPlugins(folder: string): Promise<string[]> {
  const names = (await readdir(folder, { withFileTypes: true })).flatMap((entry) => {
    if (entry.isDirectory()) return entry.name;
    return entry.name.endsWith(".zip") ? entry.name.slice(0, -4) : [];
  });
  return [...new Set(names)].sort();
}

/** @returns null when the folder holds no such plugin */
export async function openPlugin(folder: string, plugin: string): Promise<PluginPackage | null> {
  const path = join(folder, plugin);
  if (existsSync(`${path}.zip`)) return openPackage(await readFile(`${path}.zip`));
  if (!existsSync(path)) return null;
  const [topFolder] = (await readdir(path, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return topFolder ? unpackedPlugin(path, topFolder) : null;
}

/** Without the rules for packages: comparisons are about code that already exists somewhere. */
async function unpackedPlugin(root: string, topFolder: string): Promise<PluginPackage> {
  const entries = await readdir(join(root, topFolder), { recursive: true, withFileTypes: true });
  const files: PackageFile[] = [];
  for (const entry of entries.filter((one) => one.isFile())) {
    const full = join(entry.parentPath, entry.name);
    files.push({ path: full.slice(root.length + 1), bytes: await readFile(full), mode: null });
  }
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { topFolder, files, inflatedBytes: files.reduce((sum, file) => sum + file.bytes.byteLength, 0), contentDigest: "" };
}
