import { structuredPatch } from "diff";
import type { PackageFile } from "../archive/types";

const CONTEXT_LINES = 3;
/** Names that programs would read in different ways. */
const ODD_NAME = /["\\\p{Cc}]/u;

/**
 * Changed files as one patch in git's form. Bytes are taken as Latin-1 on the way through the library and back, so that each
 * stays what it was; so do `\r` before the end of a line and a missing last line end. git knows of modes only whether a file is
 * executable: other bits are not in a patch.
 */
export function formatPatch(changes: readonly { before: PackageFile; after: PackageFile }[]): Uint8Array {
  return Buffer.from(changes.map(({ before, after }) => fileDiff(before, after)).join(""), "latin1");
}

function fileDiff(before: PackageFile, after: PackageFile): string {
  if (ODD_NAME.test(before.path)) return "";
  const path = Buffer.from(before.path, "utf8").toString("latin1");
  const [was, is] = [gitMode(before.mode), gitMode(after.mode)];
  const modes = was === is ? "" : `old mode ${was}\nnew mode ${is}\n`;
  const isSame = Buffer.compare(before.bytes, after.bytes) === 0;
  if (isSame && modes === "") return "";
  return `diff --git a/${path} b/${path}\n${modes}${isSame ? "" : textDiff(path, before.bytes, after.bytes)}`;
}

const gitMode = (mode: number | null): string => ((mode ?? 0) & 0o111 ? "100755" : "100644");

function textDiff(path: string, before: Uint8Array, after: Uint8Array): string {
  const text = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  const { hunks } = structuredPatch("", "", text(before), text(after), undefined, undefined, { context: CONTEXT_LINES });
  // A tab ends a name with a blank in it, for programs that would read up to the blank.
  const end = path.includes(" ") ? "\t" : "";
  const parts = hunks.map(
    (hunk) =>
      `@@ -${range(hunk.oldStart, hunk.oldLines)} +${range(hunk.newStart, hunk.newLines)} @@\n${hunk.lines.map((line) => `${line}\n`).join("")}`,
  );
  return `--- a/${path}${end}\n+++ b/${path}${end}\n${parts.join("")}`;
}

const range = (start: number, lines: number): string => (lines === 1 ? `${start}` : `${start},${lines}`);
