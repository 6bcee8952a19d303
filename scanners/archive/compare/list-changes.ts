import { byPath, type ListedFile } from "../content-digest";
import type { FileChange } from "./types";

export interface ListedChanges {
  changes: FileChange[];
  unchanged: number;
}

/**
 * Which files differ, by path and content alone. A file that is gone and one that came with the same content are one
 * renamed file; empty files are not, since they are all alike.
 */
export function listChanges(before: readonly ListedFile[], after: readonly ListedFile[]): ListedChanges {
  const old = new Map(before.map((file) => [file.path, file]));
  const now = new Set(after.map((file) => file.path));
  const gone = before.filter((file) => !now.has(file.path));
  const goneByContent = Map.groupBy(
    gone.filter((file) => file.sizeBytes > 0),
    (file) => file.sha256,
  );
  const renamed = new Set<string>();
  const changes: FileChange[] = [];
  let unchanged = 0;
  for (const file of after) {
    const same = old.get(file.path);
    const origin = same ? undefined : goneByContent.get(file.sha256)?.shift();
    if (origin) renamed.add(origin.path);
    const kind = same ? kindOfKept(same, file) : origin ? "renamed" : "added";
    if (kind === null) unchanged += 1;
    else changes.push(change(kind, same ?? origin, file));
  }
  for (const file of gone) if (!renamed.has(file.path)) changes.push(change("removed", file, undefined));
  return { changes: changes.sort(byPath), unchanged };
}

function kindOfKept(before: ListedFile, after: ListedFile): "changed" | "mode" | null {
  if (before.sha256 !== after.sha256) return "changed";
  // A ZIP made on Windows carries no modes: that is no change of any.
  return before.mode !== null && after.mode !== null && before.mode !== after.mode ? "mode" : null;
}

function change(kind: FileChange["kind"], before: ListedFile | undefined, after: ListedFile | undefined): FileChange {
  return {
    kind,
    path: (after ?? before)?.path ?? "",
    oldPath: kind === "renamed" && before ? before.path : null,
    oldSize: before?.sizeBytes ?? null,
    newSize: after?.sizeBytes ?? null,
    oldMode: before?.mode ?? null,
    newMode: after?.mode ?? null,
    added: null,
    removed: null,
    fold: null,
  };
}
