/** What differs between two packages of a plugin. Plain data: it crosses a thread's border. All texts are an author's. */

/** `mode`: the same content with other permission bits. */
export type ChangeKind = "added" | "removed" | "changed" | "renamed" | "mode";

/** Why the lines of a file are not shown unasked, or (`binary`, `too-large`) not at all. */
export type FoldReason = "binary" | "too-large" | "minified" | "generated";

export interface FileChange {
  kind: ChangeKind;
  /** In the newer package; of a removed file in the older one. */
  path: string;
  /** Of a renamed file: what it was called. */
  oldPath: string | null;
  /** Bytes; null where there is no such file. */
  oldSize: number | null;
  newSize: number | null;
  oldMode: number | null;
  newMode: number | null;
  /** Lines; null: not counted, because it is no text, or too much. */
  added: number | null;
  removed: number | null;
  fold: FoldReason | null;
}

export interface DiffLine {
  kind: "context" | "added" | "removed";
  /** 1-based line numbers on either side. */
  old: number | null;
  new: number | null;
  text: string;
  /** Characters beyond those in `text`. */
  cut: number;
}

export interface FileDiff {
  path: string;
  hunks: DiffLine[][];
  /** Lines that changed and are not in `hunks`. */
  linesNotShown: number;
  /** Line ends, where they changed as a whole: they are no difference of lines. */
  lineEnds: { old: "LF" | "CRLF"; new: "LF" | "CRLF" } | null;
  /** Too different to be compared line by line within the limits: all old lines, then all new ones. */
  isWhole: boolean;
  /** Bytes that are no UTF-8: shown as Latin-1. */
  isLatin1: boolean;
}

export interface Comparison {
  /** Sorted by path. */
  changes: FileChange[];
  unchanged: number;
  /** The newer package's files: what a checklist looks at. */
  files: { path: string; sizeBytes: number }[];
  /** The first ones, as far as COMPARE_LIMITS.openLines goes. */
  diffs: FileDiff[];
}

export type CompareAnswer<T> = { ok: true; value: T } | { ok: false; problem: string };
