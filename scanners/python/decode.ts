import { encodingLabel } from "./encodings";

/** The text of a Python file as CPython would read it, or why it would not. */
export interface DecodedSource {
  /** Line ends are `\n` only, no byte order mark. With a problem: the bytes read as Latin-1, which Flake8 falls back to. */
  text: string;
  problem?: { line: number; message: string };
}

const COOKIE = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;
const BLANK_OR_COMMENT = /^[ \t\f]*(?:#|$)/;

/**
 * Decodes by byte order mark, coding cookie in the first two lines (PEP 263), or UTF-8.
 * Source of the behaviour: CPython 3.12 `tokenize.detect_encoding` and its parser.
 */
export function decodePython(bytes: Uint8Array): DecodedSource {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const body = hasMark ? bytes.subarray(3) : bytes;
  const fail = (line: number, message: string): DecodedSource => ({ text: unifyLineEnds(latin1(body)), problem: { line, message } });
  const cookie = findCookie(body);
  const label = encodingLabel(cookie?.name ?? "utf-8");
  if (label === undefined) return fail(cookie?.line ?? 1, `the encoding "${cookie?.name.slice(0, 40)}" is not known`);
  if (hasMark && label !== "utf-8") return fail(cookie?.line ?? 1, "the byte order mark and the coding comment disagree");
  const text = decodeAs(label, body);
  if (text === null) return fail(firstBadLine(label, body), `the bytes are not valid ${label.toUpperCase()}`);
  const zero = text.indexOf("\0");
  if (zero >= 0) return { text: unifyLineEnds(text), problem: { line: lineAt(text, zero), message: "it contains a NUL character" } };
  return { text: unifyLineEnds(text) };
}

export function unifyLineEnds(text: string): string {
  return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

function decodeAs(label: string, bytes: Uint8Array): string | null {
  if (label === "latin1") return latin1(bytes);
  if (label === "ascii") return bytes.every((byte) => byte < 0x80) ? latin1(bytes) : null;
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function findCookie(bytes: Uint8Array): { name: string; line: number } | null {
  const head = latin1(bytes.subarray(0, 4096)).split(/\r\n?|\n/, 2);
  for (const [index, line] of head.entries()) {
    const name = COOKIE.exec(line)?.[1];
    if (name) return { name, line: index + 1 };
    if (!BLANK_OR_COMMENT.test(line)) return null;
  }
  return null;
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split(/\r\n?|\n/).length;
}

function firstBadLine(label: string, bytes: Uint8Array): number {
  let start = 0;
  for (let line = 1; start < bytes.length; line++) {
    const end = bytes.indexOf(10, start);
    const stop = end < 0 ? bytes.length : end;
    if (decodeAs(label, bytes.subarray(start, stop)) === null) return line;
    start = stop + 1;
  }
  return 1;
}
