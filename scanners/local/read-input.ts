import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { ArchiveError } from "../archive/archive-error";
import { ARCHIVE_LIMITS } from "../archive/limits";
import { writeZip } from "../archive/write-zip";
import { readFolder } from "./read-folder";
import { UsageError } from "./usage-error";

export interface Input {
  /** The ZIP; or what is wrong with a folder that is beyond the limits of a package, so that it is not even zipped. */
  bytes: Uint8Array | ArchiveError;
  /** Of the ZIP as given; null for a folder. */
  sha256: string | null;
  /** From a path in the package to the author's own file, where it lies below the current folder. */
  locate(path: string): string;
}

/**
 * Reads a ZIP, or zips a folder the same way on every machine.
 * @param path a ZIP, the folder that holds metadata.txt, or one that holds a single such folder
 * @throws UsageError when there is no plugin at all
 */
export async function readInput(path: string): Promise<Input> {
  const facts = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    throw new UsageError(cause.code === "ENOENT" ? `There is no ${path}.` : `${path} cannot be read (${cause.code}).`);
  });
  if (facts.isDirectory()) {
    const folder = await pluginFolder(path);
    return { bytes: await zipped(folder), sha256: null, locate: below(relativeTo(folder)) };
  }
  if (!facts.isFile()) throw new UsageError(`${path} is neither a file nor a folder.`);
  if (facts.size > 2 * ARCHIVE_LIMITS.compressedBytes) throw new UsageError(`${path} is far too large for a plugin's ZIP.`);
  const bytes = await readFile(path);
  return { bytes, sha256: createHash("sha256").update(bytes).digest("hex"), locate: inWorkingCopy };
}

async function zipped(folder: string): Promise<Uint8Array | ArchiveError> {
  try {
    return writeZip(await readFolder(folder));
  } catch (error) {
    if (error instanceof ArchiveError) return error;
    throw error;
  }
}

async function pluginFolder(path: string): Promise<string> {
  if (existsSync(join(path, "metadata.txt"))) return path;
  const entries = await readdir(path, { withFileTypes: true });
  const inside = entries
    .filter((entry) => entry.isDirectory() && existsSync(join(path, entry.name, "metadata.txt")))
    .map((entry) => entry.name);
  const [only, ...others] = inside;
  if (only && others.length === 0) return join(path, only);
  if (only) throw new UsageError(`${path} holds several plugins: ${inside.sort().join(", ")}. Name one of them.`);
  throw new UsageError(`${path} is no plugin's folder: it holds no metadata.txt.`);
}

const relativeTo = (folder: string): string => relative("", resolve(folder)).split(sep).join("/");
const withoutTopFolder = (path: string): string => path.slice(path.indexOf("/") + 1);

/** Elsewhere than below the current folder, the package's own paths say more than a row of dots. */
function below(folder: string): (path: string) => string {
  if (folder.startsWith("../") || isAbsolute(folder)) return (path) => path;
  return (path) => (folder ? `${folder}/${withoutTopFolder(path)}` : withoutTopFolder(path));
}

/** A ZIP's author usually stands in the repository that it was made from: above the plugin's folder, or in it. */
function inWorkingCopy(path: string): string {
  const topFolder = path.slice(0, path.indexOf("/"));
  const isPluginHere = !existsSync(join(topFolder, "metadata.txt")) && existsSync("metadata.txt");
  return topFolder && isPluginHere ? withoutTopFolder(path) : path;
}
