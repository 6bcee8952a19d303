/** All that can be told about a ZIP before anything is unpacked. The one door to an archive's records for every use. */
import { ArchiveError, error, shortenProblems, showName, ZIP_AGAIN } from "./archive-error";
import { entryKindProblem } from "./entry-kind";
import { nameKey, nameProblems } from "./entry-name";
import { ARCHIVE_LIMITS } from "./limits";
import { secondReaderAgrees } from "./second-reader";
import type { PackageProblem } from "./types";
import { type DirectoryEntry, readDirectory } from "./zip-directory";
import { locateRecords, type ZipRecord } from "./zip-records";

const megabytes = (bytes: number) => `${Math.round(bytes / 1_000_000)} MB`;

function entryProblems(entry: DirectoryEntry): PackageProblem[] {
  if (entry.name === null) {
    const shown = showName(Buffer.from(entry.rawName.subarray(0, 240)).toString("latin1"));
    return [
      error("undecodable-name", `The name of the entry \`${shown}\` is not in the encoding that the ZIP says it is in.`, ZIP_AGAIN, {
        entry: shown,
      }),
    ];
  }
  const problems = nameProblems(entry.name);
  if (entry.utf8Name !== null && problems.length === 0) problems.push(...nameProblems(entry.utf8Name));
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
  const add = (name: string, message: string, advice: string) =>
    problems.push(error("duplicate-entry", message, advice, { entry: showName(name) }));
  const seen = new Map<string, string>();
  for (const name of names) {
    const earlier = seen.get(nameKey(name));
    if (earlier === undefined) seen.set(nameKey(name), name);
    else add(name, `The entries \`${showName(earlier)}\` and \`${showName(name)}\` would become one file.`, "Keep one of the two.");
  }
  const files = new Set(names.filter((name) => !name.endsWith("/")).map(nameKey));
  for (const name of names) {
    const parents = nameKey(name).split("/").slice(0, -1);
    const isBroken = parents.some((_, index) => files.has(parents.slice(0, index + 1).join("/")));
    if (isBroken) add(name, `The entry \`${showName(name)}\` lies in a folder that is also a file.`, ZIP_AGAIN);
  }
  return problems;
}

/** Names with faults of their own are left out: without a limit on depth, comparing folders has none on time. */
function allCollisions(entries: readonly DirectoryEntry[]): PackageProblem[] {
  const fine = entries.filter((entry) => entry.name !== null && nameProblems(entry.name).length === 0);
  const problems = collisionProblems(fine.map((entry) => entry.name ?? ""));
  const isReadTwice = fine.some((entry) => entry.utf8Name !== null);
  // As programs see them that take every name for UTF-8.
  return problems.length > 0 || !isReadTwice ? problems : collisionProblems(fine.map((entry) => entry.utf8Name ?? entry.name ?? ""));
}

function claimedSizeProblems(entries: readonly DirectoryEntry[]): PackageProblem[] {
  const { entryBytes, inflatedBytes } = ARCHIVE_LIMITS;
  const advice = "Leave out sample data; users can download it from within the plugin.";
  const problems = entries
    .filter((entry) => entry.fault === null && entry.size > entryBytes)
    .map((entry) => {
      const shown = showName(entry.name ?? "");
      return error("entry-too-large", `\`${shown}\` has ${megabytes(entry.size)}; ${megabytes(entryBytes)} are allowed.`, advice, {
        entry: shown,
      });
    });
  const total = entries.reduce((sum, entry) => sum + (entry.fault === null ? entry.size : 0), 0);
  if (total > inflatedBytes) {
    problems.push(
      error("package-too-large", `Unpacked, the package has ${megabytes(total)}; ${megabytes(inflatedBytes)} are allowed.`, advice),
    );
  }
  return problems;
}

export function stopAt(problems: readonly PackageProblem[]): void {
  if (problems.length > 0) throw new ArchiveError(shortenProblems(problems));
}

/**
 * Names, headers and places of all entries, verified; contents are not looked at.
 * @param bytes the ZIP, at most 25,000,000 bytes
 * @throws ArchiveError with all problems that could be told
 */
export async function readRecords(bytes: Uint8Array): Promise<ZipRecord[]> {
  if (bytes.length > ARCHIVE_LIMITS.compressedBytes) {
    const message = `The file has ${bytes.length.toLocaleString("en")} bytes; ${ARCHIVE_LIMITS.compressedBytes.toLocaleString("en")} are allowed.`;
    stopAt([error("file-too-large", message, "Leave out sample data, tests and documentation sources.")]);
  }
  const directory = readDirectory(bytes);
  const { records, problems } = locateRecords(bytes, directory);
  stopAt([
    ...directory.entries.flatMap(entryProblems),
    ...allCollisions(directory.entries),
    ...problems,
    ...claimedSizeProblems(directory.entries),
  ]);
  if (!(await secondReaderAgrees(bytes, directory))) {
    stopAt([error("zip-ambiguous", "The ZIP can be read in more than one way.", ZIP_AGAIN)]);
  }
  return records;
}
