import type { PyNode } from "./ast";
import type { PythonFile } from "./python-file";

const MAX_STATEMENT = 2_000;

/** A node's own source text with every run of white space as one blank; what a fingerprint is made of. */
export function statementText(file: PythonFile, node: PyNode): string {
  const first = node.lineno - 1;
  const last = Math.min(node.end_lineno - 1, first + 200);
  const parts: string[] = [];
  for (let index = first; index <= last; index++) {
    const line = file.lines[index] ?? "";
    const start = index === first ? charOffset(line, node.col_offset) : 0;
    const end = index === node.end_lineno - 1 ? charOffset(line, node.end_col_offset) : line.length;
    parts.push(line.slice(start, end));
  }
  return parts.join(" ").replace(/\s+/g, " ").trim().slice(0, MAX_STATEMENT);
}

/** Up to `length` characters of a node's line, from where the node begins. */
export function nodeStart(file: PythonFile, node: PyNode, length: number): string {
  const line = file.lines[node.lineno - 1] ?? "";
  const start = charOffset(line, node.col_offset);
  return line.slice(start, start + length);
}

/** Byte offset in UTF-8 (CPython's columns) to offset in the string. */
export function charOffset(line: string, byteOffset: number): number {
  let bytes = 0;
  for (let index = 0; index < line.length; index++) {
    if (bytes >= byteOffset) return index;
    const code = line.charCodeAt(index);
    if (code < 0x80) bytes += 1;
    else if (code < 0x800) bytes += 2;
    else if (code >= 0xd800 && code <= 0xdbff) {
      bytes += 4;
      index++;
    } else bytes += 3;
  }
  return line.length;
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
