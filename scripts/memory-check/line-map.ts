import { spawnSync } from "node:child_process";

/** Where a line of the earlier version went. */
export type Fate =
  | { kind: "there"; path: string; line: number }
  /** Other lines stand in its place, from `first` to `last`; none when `last` is less. */
  | { kind: "changed"; path: string; first: number; last: number }
  | { kind: "file-gone" };

interface Hunk {
  oldStart: number;
  oldCount: number;
  newStart: number;
  newCount: number;
}

interface FileDiff {
  /** Null: the file is gone. */
  newPath: string | null;
  hunks: Hunk[];
}

/**
 * Says for lines of one version where they are in another, by `git diff`: white space does not count, and files are
 * recognised when they were renamed. It knows nothing of fingerprints.
 *
 * @param before and after folders that hold the two versions
 */
export function lineMap(before: string, after: string): (path: string, line: number) => Fate {
  const options = ["diff", "--no-index", "--no-color", "--no-prefix", "-U0", "-w", "-M40%", "-l10000", before, after];
  const { stdout, stderr, status } = spawnSync("git", options, { encoding: "utf8", maxBuffer: 1 << 30 });
  if (status !== 0 && status !== 1) throw new Error(`git diff: ${stderr}`);
  const files = readDiff(stdout, before, after);
  return (path, line) => {
    const file = files.get(path);
    if (!file) return { kind: "there", path, line };
    if (file.newPath === null) return { kind: "file-gone" };
    let shift = 0;
    for (const { oldStart, oldCount, newStart, newCount } of file.hunks) {
      // A hunk that only adds stands behind its old line.
      const first = oldCount === 0 ? oldStart + 1 : oldStart;
      if (line < first) break;
      if (line < first + oldCount) return { kind: "changed", path: file.newPath, first: newStart, last: newStart + newCount - 1 };
      shift = newCount === 0 ? newStart + 1 - (first + oldCount) : newStart + newCount - (first + oldCount);
    }
    return { kind: "there", path: file.newPath, line: line + shift };
  };
}

function readDiff(text: string, before: string, after: string): Map<string, FileDiff> {
  const files = new Map<string, FileDiff>();
  for (const part of text.split(/^diff --git /m).slice(1)) {
    const from = /^rename from (.+)$/m.exec(part)?.[1] ?? /^--- (.+?)\t?$/m.exec(part)?.[1];
    const to = /^rename to (.+)$/m.exec(part)?.[1] ?? /^\+\+\+ (.+?)\t?$/m.exec(part)?.[1];
    if (!from || from === "/dev/null") continue;
    const hunks = [...part.matchAll(/^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/gm)].map(
      ([, oldStart, oldCount, newStart, newCount]): Hunk => ({
        ...{ oldStart: Number(oldStart), oldCount: Number(oldCount ?? 1), newStart: Number(newStart), newCount: Number(newCount ?? 1) },
      }),
    );
    files.set(inside(from, before), { newPath: !to || to === "/dev/null" ? null : inside(to, after), hunks });
  }
  return files;
}

/** git leaves the first slash out. */
function inside(path: string, folder: string): string {
  const full = path.startsWith("/") ? path : `/${path}`;
  return full.startsWith(`${folder}/`) ? full.slice(folder.length + 1) : path;
}
