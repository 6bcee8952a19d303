import { decodePython, unifyLineEnds } from "../python/decode";
import type { Edit } from "./fix";

/**
 * A file with its edits made, all other bytes as they were: line ends, byte order mark, encoding. Null when the offsets of
 * the text do not lead to bytes: an encoding other than UTF-8 and Latin-1.
 *
 * @param edits offsets in the text as `PythonFile` has it (line ends `\n` alone, no mark), without overlap
 */
export function applyEdits(bytes: Uint8Array, edits: readonly Edit[]): Uint8Array | null {
  const offsets = byteOffsets(bytes);
  if (!offsets) return null;
  const parts: Uint8Array[] = [];
  let done = 0;
  for (const { start, end, by } of [...edits].sort((a, b) => a.start - b.start)) {
    const from = offsets(start);
    if (from < done) return null;
    parts.push(bytes.subarray(done, from), Buffer.from(by, "latin1"));
    done = offsets(end);
  }
  return Buffer.concat([...parts, bytes.subarray(done)]);
}

/** From an offset in the text to one in the file, asked for in rising order. */
function byteOffsets(bytes: Uint8Array): ((offset: number) => number) | null {
  const { text, problem } = decodePython(bytes);
  if (problem) return null;
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const body = Buffer.from(bytes.buffer, bytes.byteOffset + mark, bytes.byteLength - mark);
  for (const encoding of ["utf8", "latin1"] as const) {
    const original = body.toString(encoding);
    if (unifyLineEnds(original) === text) return walker(original, mark, encoding);
  }
  return null;
}

function walker(original: string, mark: number, encoding: "utf8" | "latin1"): (offset: number) => number {
  let at = 0;
  let unified = 0;
  let byte = mark;
  return (offset) => {
    const from = at;
    for (; unified < offset && at < original.length; unified++) at += original[at] === "\r" && original[at + 1] === "\n" ? 2 : 1;
    byte += Buffer.byteLength(original.slice(from, at), encoding);
    return byte;
  };
}
