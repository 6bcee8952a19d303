import type { PyNode } from "./ast";
import type { PythonFile } from "./python-file";

const MAX_STATEMENT = 2_000;
/** Source read for one statement at most, so that many findings on a long line cost no more than many lines. */
const MAX_SOURCE = 4_000;
const MAX_STATEMENT_LINES = 200;

/**
 * A node's own source text without comments and with every run of white space as one blank; what a fingerprint is made of.
 * A pragma put behind a line does not change it.
 */
export function statementText(file: PythonFile, node: PyNode): string {
  if (node !== knownNode) {
    knownNode = node;
    knownStatement = readStatement(file, node);
  }
  return knownStatement;
}

/** Many findings in one statement come one after the other. */
let knownNode: PyNode | null = null;
let knownStatement = "";

function readStatement(file: PythonFile, node: PyNode): string {
  const last = Math.min(node.end_lineno, node.lineno + MAX_STATEMENT_LINES);
  let text = "";
  for (let number = node.lineno; number <= last && text.length < MAX_SOURCE; number++) {
    const line = file.lines[number - 1] ?? "";
    const start = number === node.lineno ? charOffset(line, node.col_offset) : 0;
    const end = Math.min(
      number === node.end_lineno ? charOffset(line, node.end_col_offset) : codeEnd(file, number, line),
      start + MAX_SOURCE,
    );
    text += `${line.slice(start, end)} `;
  }
  return text.replace(/\s+/g, " ").trim().slice(0, MAX_STATEMENT);
}

/** One line's code with every run of white space as one blank, without its comment. */
export function lineText(file: PythonFile, number: number): string {
  const line = file.lines[number - 1] ?? "";
  return line
    .slice(0, Math.min(codeEnd(file, number, line), MAX_SOURCE))
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, MAX_STATEMENT);
}

const COMMENT_LENGTHS = new WeakMap<PythonFile, ReadonlyMap<number, number>>();

/** Where a line's comment begins, or its end. */
function codeEnd(file: PythonFile, number: number, line: string): number {
  if (!line.includes("#")) return line.length;
  let lengths = COMMENT_LENGTHS.get(file);
  if (!lengths) {
    lengths = new Map(file.comments.map((comment) => [comment.line, comment.text.length]));
    COMMENT_LENGTHS.set(file, lengths);
  }
  return line.length - (lengths.get(number) ?? 0);
}

/** Up to `length` characters of a node's line, from where the node begins. */
export function nodeStart(file: PythonFile, node: PyNode, length: number): string {
  const line = file.lines[node.lineno - 1] ?? "";
  const start = charOffset(line, node.col_offset);
  return line.slice(start, start + length);
}

/** Positions are kept at every so many characters of the line that was asked for last. */
const STEP = 1_024;
let knownLine = "";
/** Bytes before the characters 0, STEP, 2 * STEP …; empty for a line in ASCII. */
let knownBytes: number[] = [];

/** Byte offset in UTF-8 (CPython's columns) to offset in the string. */
export function charOffset(line: string, byteOffset: number): number {
  if (line !== knownLine) {
    knownBytes = /[^\0-\x7f]/.test(line) ? bytesBefore(line) : [];
  }
  // Also for an equal line: two texts that are the same object are compared at once.
  knownLine = line;
  if (knownBytes.length === 0) return Math.min(byteOffset, line.length);
  let block = knownBytes.length - 1;
  for (let low = 0; low < block; ) {
    const middle = (low + block + 1) >> 1;
    if ((knownBytes[middle] as number) <= byteOffset) low = middle;
    else block = middle - 1;
  }
  let bytes = knownBytes[block] as number;
  let index = block * STEP;
  while (index < line.length && bytes < byteOffset) bytes += byteLength(line.charCodeAt(index++));
  // The second half of a surrogate pair counts nothing: its character ends behind it.
  return index > 0 && index < line.length && byteLength(line.charCodeAt(index)) === 0 ? index + 1 : index;
}

function bytesBefore(line: string): number[] {
  const positions: number[] = [];
  let bytes = 0;
  for (let index = 0; index < line.length; index++) {
    if (index % STEP === 0) positions.push(bytes);
    bytes += byteLength(line.charCodeAt(index));
  }
  return positions;
}

/** Of one UTF-16 unit; the first half of a pair counts for both. */
function byteLength(code: number): number {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  if (code >= 0xd800 && code <= 0xdbff) return 4;
  return code >= 0xdc00 && code <= 0xdfff ? 0 : 3;
}

/** Dotted name of the functions and classes around a node; empty at the top of a module. */
export function scopeName(node: PyNode): string {
  const names: string[] = [];
  for (let current = node.parent; current; current = current.parent) {
    if (current.nodeType === "FunctionDef" || current.nodeType === "AsyncFunctionDef" || current.nodeType === "ClassDef")
      names.unshift(current.name);
  }
  return names.join(".");
}
