import { ArchiveError } from "../archive-error";
import type { ListedFile } from "../content-digest";
import { unixMode } from "../entry-kind";
import { damagedEntry, entryReader, hashEntry, isEntryTrue } from "../inflate-entry";
import { readRecords } from "../read-records";
import { decodeText, foldReason, type Text } from "./classify-file";
import { diffLines } from "./diff-lines";
import { COMPARE_LIMITS } from "./limits";
import { type ListedChanges, listChanges } from "./list-changes";
import type { Comparison, FileChange, FileDiff } from "./types";

/** An artifact that is read file by file: nothing but one file's content is held. */
export interface ReadablePackage {
  files: ListedFile[];
  read: ReturnType<typeof entryReader>;
}

const NOTHING: ReadablePackage = { files: [], read: () => undefined };

/** @throws ArchiveError for a ZIP that not everybody would unpack alike */
export async function readablePackage(bytes: Uint8Array | null): Promise<ReadablePackage> {
  if (!bytes) return NOTHING;
  const records = await readRecords(bytes);
  const files: ListedFile[] = [];
  for (const record of records) {
    if (!(await isEntryTrue(bytes, record))) throw new ArchiveError([damagedEntry(record)]);
    if (record.name.endsWith("/")) continue;
    const { name: path, entry } = record;
    files.push({ path, mode: unixMode(entry), sizeBytes: entry.size, sha256: await hashEntry(bytes, record) });
  }
  return { files, read: entryReader(bytes, records) };
}

/** What differs, with the first diffs. Without an older package every file is new. */
export function comparePackages(before: ReadablePackage, after: ReadablePackage): Comparison {
  const { changes, unchanged } = listChanges(before.files, after.files);
  const diffs: FileDiff[] = [];
  let [bytesLeft, linesLeft] = [COMPARE_LIMITS.countedBytes as number, COMPARE_LIMITS.openLines as number];
  const deadline = performance.now() + COMPARE_LIMITS.countedMs;
  for (const [index, change] of changes.entries()) {
    if (change.kind === "mode" || change.kind === "renamed" || bytesLeft <= 0 || performance.now() > deadline) continue;
    const sides = readSides(before, after, change);
    bytesLeft -= (change.oldSize ?? 0) + (change.newSize ?? 0);
    if ("fold" in sides) {
      changes[index] = { ...change, fold: sides.fold };
      continue;
    }
    const fold = foldReason(change.path, (sides.after ?? sides.before)?.text ?? "");
    const { added, removed, diff } = diffLines(change.path, sides.before, sides.after, COMPARE_LIMITS.fileLines);
    changes[index] = { ...change, added, removed, fold };
    const length = diff.hunks.flat().length;
    // Files of a first version are read on demand: its list is what one begins with.
    if (before === NOTHING || fold || diff.linesNotShown > 0 || length > linesLeft) continue;
    linesLeft -= length;
    diffs.push(diff);
  }
  return { changes, unchanged, diffs, files: after.files.map(({ path, sizeBytes }) => ({ path, sizeBytes })) };
}

/** The named files' lines, folded ones too; what is no text or too large is left out. */
export function compareFiles(before: ReadablePackage, after: ReadablePackage, paths: readonly string[]): FileDiff[] {
  const { changes }: ListedChanges = listChanges(before.files, after.files);
  const wanted = new Set(paths.slice(0, COMPARE_LIMITS.filesAtOnce));
  return changes
    .filter((change) => wanted.has(change.path))
    .flatMap((change) => {
      const sides = readSides(before, after, change);
      return "fold" in sides ? [] : [diffLines(change.path, sides.before, sides.after, COMPARE_LIMITS.fileLines).diff];
    });
}

type Sides = { before: Text | null; after: Text | null } | { fold: "binary" | "too-large" };

function readSides(before: ReadablePackage, after: ReadablePackage, change: FileChange): Sides {
  const old = change.oldSize === null ? null : readText(before, change.oldPath ?? change.path);
  const now = change.newSize === null ? null : readText(after, change.path);
  if (old === "too-large" || now === "too-large") return { fold: "too-large" };
  if (old === "binary" || now === "binary") return { fold: "binary" };
  return { before: old, after: now };
}

function readText({ read }: ReadablePackage, path: string): Text | "binary" | "too-large" {
  const bytes = read(path, COMPARE_LIMITS.fileBytes);
  if (!(bytes instanceof Uint8Array)) return "too-large";
  return decodeText(bytes) ?? "binary";
}
