/** The text of a Python file as CPython would read it, or why it would not. */
export interface DecodedSource {
  /** Line ends are `\n` only, no byte order mark. With a problem: the bytes read as Latin-1, which Flake8 falls back to. */
  text: string;
  problem?: { line: number; message: string };
}

const COOKIE = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;
const BLANK_OR_COMMENT = /^[ \t\f]*(?:#|$)/;

/** Python's codec names (lower case, dashes) that Node's TextDecoder knows under another name. */
const LABELS: Readonly<Record<string, string>> = {
  "utf-8": "utf-8",
  utf8: "utf-8",
  "utf-8-sig": "utf-8",
  u8: "utf-8",
  cp65001: "utf-8",
  "latin-1": "latin1",
  latin1: "latin1",
  latin: "latin1",
  l1: "latin1",
  "iso-8859-1": "latin1",
  "iso8859-1": "latin1",
  "8859": "latin1",
  ascii: "ascii",
  "us-ascii": "ascii",
  "646": "ascii",
  cp1252: "windows-1252",
  "windows-1252": "windows-1252",
  cp1250: "windows-1250",
  "windows-1250": "windows-1250",
  cp1251: "windows-1251",
  "windows-1251": "windows-1251",
  cp1253: "windows-1253",
  cp1254: "windows-1254",
  cp1257: "windows-1257",
  "iso-8859-15": "iso-8859-15",
  "latin-9": "iso-8859-15",
  "iso-8859-2": "iso-8859-2",
  "latin-2": "iso-8859-2",
  "koi8-r": "koi8-r",
  gbk: "gbk",
  cp936: "gbk",
  gb2312: "gbk",
  gb18030: "gb18030",
  big5: "big5",
  cp950: "big5",
  "shift-jis": "shift_jis",
  sjis: "shift_jis",
  cp932: "shift_jis",
  "euc-jp": "euc-jp",
  "euc-kr": "euc-kr",
  cp949: "euc-kr",
};

/**
 * Decodes by byte order mark, coding cookie in the first two lines (PEP 263), or UTF-8.
 * Source of the behaviour: CPython 3.12 `tokenize.detect_encoding` and its parser.
 */
export function decodePython(bytes: Uint8Array): DecodedSource {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const body = hasMark ? bytes.subarray(3) : bytes;
  const fail = (line: number, message: string): DecodedSource => ({ text: unifyLineEnds(latin1(body)), problem: { line, message } });
  const cookie = findCookie(body);
  const name = cookie?.name.toLowerCase().replaceAll("_", "-") ?? "utf-8";
  const label = LABELS[name];
  if (label === undefined) return fail(cookie?.line ?? 1, `the encoding "${cookie?.name.slice(0, 40)}" is not known`);
  if (hasMark && label !== "utf-8") return fail(cookie?.line ?? 1, "the byte order mark and the coding comment disagree");
  const text = decodeAs(label, body);
  if (text === null) return fail(firstBadLine(label, body), `the bytes are not valid ${label === "ascii" ? "ASCII" : name.toUpperCase()}`);
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
