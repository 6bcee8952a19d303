import { structuredPatch } from "diff";
import type { Text } from "./classify-file";
import { COMPARE_LIMITS } from "./limits";
import type { DiffLine, FileDiff } from "./types";

/** As `structuredPatch` gives them: the first character of each line says on which side it is. */
interface Patch {
  hunks: { oldStart: number; newStart: number; lines: string[] }[];
}

export interface ComparedLines {
  diff: FileDiff;
  added: number;
  removed: number;
}

/**
 * Two texts line by line; null stands for a file that is not there. Line ends are no part of a line.
 * @param maxLines changed and neighbouring lines that are kept; the rest is counted
 */
export function diffLines(path: string, before: Text | null, after: Text | null, maxLines: number): ComparedLines {
  const patch = before && after ? patchOf(before.text, after.text) : undefined;
  const hunks = (patch ?? wholePatch(before, after)).hunks.map(numbered);
  const changed = hunks.flat().filter((line) => line.kind !== "context");
  const shown = firstLines(hunks, maxLines);
  const added = changed.filter((line) => line.kind === "added").length;
  return {
    added,
    removed: changed.length - added,
    diff: {
      path,
      hunks: shown,
      linesNotShown: changed.length - shown.flat().filter((line) => line.kind !== "context").length,
      lineEnds: before && after ? changedLineEnds(before.text, after.text) : null,
      isWhole: before !== null && after !== null && patch === undefined,
      isLatin1: after?.isLatin1 ?? before?.isLatin1 ?? false,
    },
  };
}

const patchOf = (before: string, after: string): Patch | undefined =>
  structuredPatch("", "", before, after, "", "", {
    context: COMPARE_LIMITS.contextLines,
    stripTrailingCr: true,
    maxEditLength: COMPARE_LIMITS.editLength,
    timeout: COMPARE_LIMITS.fileMs,
  });

function wholePatch(before: Text | null, after: Text | null): Patch {
  return { hunks: [{ oldStart: 1, newStart: 1, lines: [...signedLines(before, "-"), ...signedLines(after, "+")] }] };
}

function signedLines(side: Text | null, sign: "-" | "+"): string[] {
  if (!side?.text) return [];
  return side.text
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => `${sign}${line.replace(/\r$/, "")}`);
}

function numbered({ oldStart, newStart, lines }: Patch["hunks"][number]): DiffLine[] {
  let [old, next] = [oldStart, newStart];
  // "\ No newline at end of file" is no line of either side.
  return lines
    .filter((line) => !line.startsWith("\\"))
    .map((line): DiffLine => {
      const text = line.slice(1, 1 + COMPARE_LIMITS.lineCharacters);
      const cut = line.length - 1 - text.length;
      if (line.startsWith("+")) return { kind: "added", old: null, new: next++, text, cut };
      if (line.startsWith("-")) return { kind: "removed", old: old++, new: null, text, cut };
      return { kind: "context", old: old++, new: next++, text, cut };
    });
}

function firstLines(hunks: DiffLine[][], maxLines: number): DiffLine[][] {
  const shown: DiffLine[][] = [];
  let left = maxLines;
  for (const hunk of hunks) {
    if (left <= 0) break;
    shown.push(hunk.slice(0, left));
    left -= hunk.length;
  }
  return shown;
}

function changedLineEnds(before: string, after: string): FileDiff["lineEnds"] {
  const [old, next] = [lineEnds(before), lineEnds(after)];
  return old && next && old !== next ? { old, new: next } : null;
}

/** What most lines of a text end with; null for one without lines. */
function lineEnds(text: string): "LF" | "CRLF" | null {
  const all = text.split("\n").length - 1;
  if (all === 0) return null;
  return text.split("\r\n").length - 1 > all / 2 ? "CRLF" : "LF";
}
