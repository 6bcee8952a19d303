/** From the bytes of an upload to the verified view that checks see. Nothing is written to disk, nothing is executed. */
import { createHash } from "node:crypto";
import { ArchiveError, error, shortenProblems, showName, ZIP_AGAIN } from "./archive-error";
import { nameKey, nameProblems } from "./entry-name";
import { inflateEntry } from "./inflate-entry";
import { ARCHIVE_LIMITS } from "./limits";
import { secondReaderAgrees } from "./second-reader";
import { findTopFolder } from "./top-folder";
import type { PackageFile, PackageProblem, PluginPackage } from "./types";
import { type DirectoryEntry, readDirectory } from "./zip-directory";
import { entryKindProblem, isUnixMade, locateRecords, type ZipRecord } from "./zip-records";

const megabytes = (bytes: number) => `${Math.round(bytes / 1_000_000)} MB`;

function entryProblems(entry: DirectoryEntry): PackageProblem[] {
  if (entry.name === null) {
    const shown = showName(Buffer.from(entry.rawName).toString("latin1"));
    return [
      error("undecodable-name", `The name of the entry \`${shown}\` is not valid UTF-8 although the ZIP says so.`, ZIP_AGAIN, {
        entry: shown,
      }),
    ];
  }
  const problems = nameProblems(entry.name);
  if (entry.otherName !== null) {
    const message = `The entry \`${showName(entry.name)}\` carries a second name, \`${showName(entry.otherName)}\`: programs would unpack different files.`;
    problems.push(
      error("zip-ambiguous", message, `Use ASCII file names or a program that writes UTF-8 names. ${ZIP_AGAIN}`, {
        entry: showName(entry.name),
      }),
    );
  }
  const kind = entryKindProblem(entry, entry.name);
  if (kind) problems.push(kind);
  return problems;
}

/** Two entries that land on one file, and files that are used as folders. */
function collisionProblems(names: readonly string[]): PackageProblem[] {
  const problems: PackageProblem[] = [];
  const seen = new Map<string, string>();
  for (const name of names) {
    const earlier = seen.get(nameKey(name));
    if (earlier === undefined) seen.set(nameKey(name), name);
    else
      problems.push(
        error(
          "duplicate-entry",
          `The entries \`${showName(earlier)}\` and \`${showName(name)}\` would become one file.`,
          "Keep one of the two.",
          { entry: showName(name) },
        ),
      );
  }
  const files = new Set(names.filter((name) => !name.endsWith("/")).map(nameKey));
  for (const name of names) {
    const parents = name.replace(/\/$/, "").split("/").slice(0, -1);
    const isBroken = parents.some((_, index) => files.has(nameKey(parents.slice(0, index + 1).join("/"))));
    if (isBroken)
      problems.push(
        error("duplicate-entry", `The entry \`${showName(name)}\` lies in a folder that is also a file.`, ZIP_AGAIN, {
          entry: showName(name),
        }),
      );
  }
  return problems;
}

function claimedSizeProblems(entries: readonly DirectoryEntry[]): PackageProblem[] {
  const { entryBytes, inflatedBytes } = ARCHIVE_LIMITS;
  const advice = "Leave out sample data; users can download it from within the plugin.";
  const problems = entries
    .filter((entry) => entry.size > entryBytes)
    .map((entry) =>
      error(
        "entry-too-large",
        `\`${showName(entry.name ?? "")}\` has ${megabytes(entry.size)}; ${megabytes(entryBytes)} are allowed.`,
        advice,
      ),
    );
  const total = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (total > inflatedBytes) {
    problems.push(
      error("package-too-large", `Unpacked, the package has ${megabytes(total)}; ${megabytes(inflatedBytes)} are allowed.`, advice),
    );
  }
  return problems;
}

function stopAt(problems: readonly PackageProblem[]): void {
  if (problems.length > 0) throw new ArchiveError(shortenProblems(problems));
}

function unpack(bytes: Uint8Array, records: readonly ZipRecord[]): PackageFile[] {
  const files: PackageFile[] = [];
  const problems: PackageProblem[] = [];
  for (const record of records) {
    const content = inflateEntry(bytes, record);
    if (content === null) {
      const entry = showName(record.name);
      problems.push(
        error("damaged-entry", `\`${entry}\` is damaged, or its size or checksum in the ZIP is not true.`, ZIP_AGAIN, { entry }),
      );
    } else if (!record.name.endsWith("/")) {
      const unixMode = record.entry.externalAttributes >>> 16;
      const mode = isUnixMade(record.entry) && unixMode !== 0 ? unixMode & 0o7777 : null;
      files.push({ path: record.name, bytes: content, mode });
    }
  }
  stopAt(problems);
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Canonical: sorted by path, no clock, nothing of how the ZIP was compressed. */
function digestOf(files: readonly PackageFile[]): string {
  const listing = files.map((file) => [file.path, file.mode, file.bytes.length, createHash("sha256").update(file.bytes).digest("hex")]);
  return createHash("sha256").update(JSON.stringify(listing)).digest("hex");
}

/** Every name, header and byte verified; files sorted by path. */
export async function readFiles(bytes: Uint8Array): Promise<PackageFile[]> {
  if (bytes.length > ARCHIVE_LIMITS.compressedBytes) {
    const message = `The file has ${bytes.length.toLocaleString("en")} bytes; ${ARCHIVE_LIMITS.compressedBytes.toLocaleString("en")} are allowed.`;
    stopAt([error("file-too-large", message, "Leave out sample data, tests and documentation sources.")]);
  }
  const directory = readDirectory(bytes);
  // Names with faults of their own are left out: without a limit on depth, comparing folders has none on time.
  const names = directory.entries.flatMap((entry) => (entry.name !== null && nameProblems(entry.name).length === 0 ? entry.name : []));
  const { records, problems } = locateRecords(bytes, directory);
  stopAt([
    ...directory.entries.flatMap(entryProblems),
    ...collisionProblems(names),
    ...problems,
    ...claimedSizeProblems(directory.entries),
  ]);
  if (!(await secondReaderAgrees(bytes, directory.entries))) {
    stopAt([error("zip-ambiguous", "The ZIP can be read in more than one way.", ZIP_AGAIN)]);
  }
  return unpack(bytes, records);
}

/**
 * Opens an artifact for the checks.
 * @param bytes the ZIP, at most 25,000,000 bytes
 * @throws ArchiveError with all problems that could be told;
 *   rules about a package's content are `validatePackage`'s, so that imported packages open too
 */
export async function openPackage(bytes: Uint8Array): Promise<PluginPackage> {
  const files = await readFiles(bytes);
  const topFolder = findTopFolder(files);
  if (topFolder === null) {
    const advice = "Zip the plugin's folder itself, so that the ZIP holds `your_plugin/metadata.txt`.";
    throw new ArchiveError([error("no-top-folder", "The ZIP has no folder that holds metadata.txt.", advice)]);
  }
  const inflatedBytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
  return { topFolder, files, inflatedBytes, contentDigest: digestOf(files) };
}
