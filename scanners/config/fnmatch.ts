/**
 * Shell patterns as Python's `fnmatch.fnmatchcase` (CPython 3.12) reads them: `*` and `?` match a slash too, `[a-z]` and
 * `[!a-z]` are sets, nothing escapes them. The whole name must match.
 */
export type FilePattern = (name: string) => boolean;

type Piece = { kind: "star" } | { kind: "any" } | { kind: "char"; char: string } | { kind: "set"; set: CharacterSet };

interface CharacterSet {
  isNegated: boolean;
  ranges: readonly (readonly [low: string, high: string])[];
}

/** Matching takes at most pattern length times name length steps. */
export function compilePattern(pattern: string): FilePattern {
  const pieces = piecesOf([...pattern]);
  return (name) => matches(pieces, [...name]);
}

function piecesOf(pattern: readonly string[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  // A bracket without an end makes every later one so too: looked for once.
  const lastClose = pattern.lastIndexOf("]");
  while (at < pattern.length) {
    const char = pattern[at++] as string;
    if (char === "*") {
      if (pieces.at(-1)?.kind !== "star") pieces.push({ kind: "star" });
    } else if (char === "?") pieces.push({ kind: "any" });
    else if (char === "[" && lastClose >= at) {
      const end = closingBracket(pattern, at);
      if (end < 0) pieces.push({ kind: "char", char });
      else {
        pieces.push({ kind: "set", set: setOf(pattern.slice(at, end)) });
        at = end + 1;
      }
    } else pieces.push({ kind: "char", char });
  }
  return pieces;
}

/** A `]` that stands first in the set (behind a `!`, too) belongs to it. */
function closingBracket(pattern: readonly string[], start: number): number {
  let first = start;
  if (pattern[first] === "!") first++;
  if (pattern[first] === "]") first++;
  return pattern.indexOf("]", first);
}

function setOf(body: readonly string[]): CharacterSet {
  const isNegated = body[0] === "!";
  const chunks = chunksOf(isNegated ? body.slice(1) : body);
  const ranges: [string, string][] = [];
  for (const [index, chunk] of chunks.entries()) {
    for (const char of chunk) ranges.push([char, char]);
    const next = chunks[index + 1];
    if (next) ranges.push([chunk.at(-1) as string, next[0] as string]);
  }
  return { isNegated, ranges };
}

/** The parts between the hyphens that make ranges; a range that runs backwards vanishes with both of its ends. */
function chunksOf(body: readonly string[]): string[][] {
  const chunks: string[][] = [];
  let start = 0;
  for (let at = body.indexOf("-", 1); at >= 0; at = body.indexOf("-", at + 3)) {
    chunks.push(body.slice(start, at));
    start = at + 1;
  }
  if (start < body.length || chunks.length === 0) chunks.push(body.slice(start));
  else chunks.at(-1)?.push("-");
  for (let index = chunks.length - 1; index > 0; index--) {
    const [before, after] = [chunks[index - 1] as string[], chunks[index] as string[]];
    if (before.at(-1) !== undefined && after[0] !== undefined && codeOf(before.at(-1)) > codeOf(after[0]))
      chunks.splice(index - 1, 2, [...before.slice(0, -1), ...after.slice(1)]);
  }
  return chunks;
}

function codeOf(char: string | undefined): number {
  return char?.codePointAt(0) ?? 0;
}

function fits(piece: Piece, char: string): boolean {
  if (piece.kind === "any") return true;
  if (piece.kind === "char") return piece.char === char;
  if (piece.kind === "star") return false;
  const code = codeOf(char);
  return piece.set.ranges.some(([low, high]) => code >= codeOf(low) && code <= codeOf(high)) !== piece.set.isNegated;
}

function matches(pieces: readonly Piece[], name: readonly string[]): boolean {
  let piece = 0;
  let at = 0;
  let star = -1;
  let starAt = 0;
  while (at < name.length) {
    const current = pieces[piece];
    if (current?.kind === "star") {
      star = piece++;
      starAt = at;
    } else if (current && fits(current, name[at] as string)) {
      piece++;
      at++;
    } else if (star >= 0) {
      piece = star + 1;
      at = ++starAt;
    } else return false;
  }
  while (pieces[piece]?.kind === "star") piece++;
  return piece === pieces.length;
}
