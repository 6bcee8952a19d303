import { existsSync } from "node:fs";
import { lstat, readdir, readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { writeZip } from "@/scanners/archive/write-zip";
import { readFolder } from "@/scanners/local/read-folder";

export interface ReadPackage {
  fileName: string;
  bytes: Uint8Array;
}

/**
 * The bytes of a ZIP, or a plugin's folder zipped by our own zipper: the folder that holds metadata.txt, or the one
 * above it.
 *
 * @throws Error in plain words when there is nothing of the kind
 */
export async function readPackage(path: string): Promise<ReadPackage> {
  const facts = await lstat(path).catch(() => null);
  if (!facts) throw new Error(`${path} does not exist.`);
  if (facts.isFile()) return { fileName: basename(path), bytes: await readFile(path) };
  const folder = await pluginFolder(resolve(path));
  return { fileName: `${basename(folder)}.zip`, bytes: writeZip(await readFolder(folder)) };
}

async function pluginFolder(path: string): Promise<string> {
  if (existsSync(join(path, "metadata.txt"))) return path;
  const entries = await readdir(path, { withFileTypes: true });
  const [first, ...others] = entries.filter((one) => one.isDirectory() && existsSync(join(path, one.name, "metadata.txt")));
  if (first && others.length === 0) return join(path, first.name);
  throw new Error(`${path} holds ${first ? "several plugins; name one of them" : "no metadata.txt"}.`);
}
