import { createReadStream } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import type { Readable } from "node:stream";
import type { ImportedFile } from "@/db/commands/insert-imported-version";
import type { Storage } from "@/lib/storage";
import type { PackageDescription } from "@/scanners/archive/describe-package";
import type { PluginMetadata } from "@/scanners/archive/types";
import type { PackageReader } from "./package-reader";

/** Above anything a plugin repository ever took. What our reader's own limit refuses is imported and marked. */
export const MAX_FILE_BYTES = 200_000_000;

/** A file that is not there, or not one that may be read: told to the operator, never a crash. */
export class FileProblem extends Error {}

/**
 * Opens a file below `folder` whose relative path comes from the data to import.
 * @throws FileProblem when it is missing, no regular file, or leads out of the folder
 */
export async function openBelow(folder: string, path: string): Promise<Readable> {
  if (path === "" || path.includes("\0")) throw new FileProblem("no file is named");
  const [root, file] = [await realpath(folder), await realpath(join(folder, path)).catch(() => null)];
  if (file === null) throw new FileProblem(`the file ${path} is missing`);
  if (!file.startsWith(root + sep)) throw new FileProblem(`${path} leads out of the folder`);
  const facts = await stat(file);
  if (!facts.isFile()) throw new FileProblem(`${path} is no file`);
  return createReadStream(file);
}

/**
 * Streams a package into storage and reads what it says of itself.
 * @throws FileProblem when the stream breaks or is too large; Error when nothing can be stored here
 */
export async function storePackage(
  { storage, reader }: { storage: Storage; reader: PackageReader },
  stream: Readable,
): Promise<{ file: ImportedFile; metadata: PluginMetadata | null; topFolder: string | null }> {
  const stored = await storage.put(stream, { maxBytes: MAX_FILE_BYTES }).catch((cause: Error) => {
    throw new FileProblem(`the file cannot be read: ${cause.message}`);
  });
  if (!stored.ok && stored.error.code === "storage-unavailable") throw new Error(stored.error.message);
  if (!stored.ok) throw new FileProblem(stored.error.message);
  const { sha256 } = stored.value;
  const description = await reader.describe({ artifactPath: storage.pathOf(sha256), sha256 });
  return {
    file: { ...stored.value, content: contentOf(description), problems: description.problems },
    metadata: description.isReadable ? description.metadata : null,
    topFolder: description.isReadable ? description.topFolder : null,
  };
}

const contentOf = (description: PackageDescription): ImportedFile["content"] =>
  description.isReadable ? { digest: description.contentDigest, fileCount: description.fileCount } : null;
