import type { ValueSyntax } from "./file-types";
import { LineReader, QUOTES, type Span } from "./line-reader";

/**
 * The keyword detector without regular expressions that could backtrack: every step moves forward through the line.
 * Source of the behaviour: detect-secrets 1.5.0, plugins/keyword.py. There a pattern is "a word that holds one of the
 * keywords, what stands between name and value, the value"; a value starts with a letter, digit or underscore, goes up
 * to the next quote and does not end in a comma or backtick.
 */
const KEYWORDS =
  "api_?key|auth_?key|service_?key|account_?key|db_?key|database_?key|priv_?key|private_?key|client_?key|db_?pass|database_?pass|key_?pass|password|passwd|pwd|secret|contraseña|contrasena";
/** Without regard to case as Python sees it: these characters too are letters of the keywords there. */
const VARIANTS: Readonly<Record<string, string>> = { i: "[i\u0131\u0130]", k: "[k\u212a]", s: "[s\u017f]" };
const ANY_CASE = new RegExp(
  KEYWORDS.replace(/[iks]/g, (letter) => VARIANTS[letter] as string),
  "gi",
);
const EXACT_CASE = new RegExp(KEYWORDS, "gu");
const WORD_CHARS = /[\p{L}\p{N}_]*/uy;

/** Where the next keyword stands: the prefilter for whole files. */
export function nextKeyword(text: string, from: number): number {
  ANY_CASE.lastIndex = from;
  return ANY_CASE.exec(text)?.index ?? -1;
}

/** Values that stand behind (or before) a keyword on one line: at most one for each form of the file's syntax. */
export function findKeywordValues(line: string, syntax: ValueSyntax): Span[] {
  const ends = wordEnds(line, ANY_CASE);
  const reader = new LineReader(line);
  const first = (match: (end: number) => Span | null) => firstOf(ends, match);
  switch (syntax) {
    case "quoted":
      return compact([
        first((end) => reader.afterClosing(end, (at) => reader.colonQuoted(at))),
        preceding(line, reader),
        first((end) => reader.afterClosing(end, (at) => reader.equals(at, true))),
        first((end) => reader.loose(end)),
        first((end) => reader.afterClosing(end, (at) => reader.arrow(at))),
      ]);
    case "config":
      return compact([first((end) => reader.afterClosing(end, (at) => reader.colonOptional(at))), ...configRest(line, reader, first)]);
    case "go":
      return compact([first((end) => reader.afterClosing(end, (at) => reader.colonEquals(at))), ...configRest(line, reader, first)]);
    case "c":
      return compact([first((end) => reader.cAssignment(end))]);
    case "cpp": {
      const exact = wordEnds(line, EXACT_CASE);
      return compact([
        firstOf(exact, (end) => reader.constructorCall(end)),
        first((end) => reader.afterClosing(end, (at) => reader.equals(at, true))),
      ]);
    }
  }
}

function configRest(line: string, reader: LineReader, first: (match: (end: number) => Span | null) => Span | null): (Span | null)[] {
  return [
    preceding(line, reader),
    first((end) => reader.afterClosing(end, (at) => reader.equals(at, false))),
    first((end) => reader.loose(end)),
  ];
}

function compact(spans: readonly (Span | null)[]): Span[] {
  return spans.filter((span) => span !== null);
}

function firstOf(ends: readonly number[], match: (end: number) => Span | null): Span | null {
  for (const end of ends) {
    const span = match(end);
    if (span) return span;
  }
  return null;
}

/** Ends of the words in which a keyword stands, each once, from left to right. */
function wordEnds(line: string, pattern: RegExp): number[] {
  const ends: number[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(line); match; match = pattern.exec(line)) {
    WORD_CHARS.lastIndex = match.index + match[0].length;
    WORD_CHARS.exec(line);
    ends.push(WORD_CHARS.lastIndex);
    pattern.lastIndex = WORD_CHARS.lastIndex;
  }
  return ends;
}

/** `"value" == my_password`: a quoted value before a comparison with a keyword. */
function preceding(line: string, reader: LineReader): Span | null {
  if (!/[!=]{2}/.test(line)) return null;
  // Opening quotes of one line share their closings, so each closing's right side is read once.
  const known = new Map<number, boolean>();
  const isFollowed = (end: number) => {
    const seen = known.get(end);
    if (seen !== undefined) return seen;
    const followed = comparesWithKeyword(line, end, reader);
    known.set(end, followed);
    return followed;
  };
  for (let index = 0; index < line.length; index++) {
    if (!QUOTES.includes(line[index] as string)) continue;
    const span = reader.quoted(index, isFollowed);
    if (span) return span;
  }
  return null;
}

function comparesWithKeyword(line: string, end: number, reader: LineReader): boolean {
  const operator = reader.skipSpace(end);
  let after = operator;
  while (line[after] === "=" || line[after] === "!") after++;
  if (after - operator < 2 || after - operator > 3) return false;
  const start = reader.skipSpace(after);
  WORD_CHARS.lastIndex = start;
  const word = WORD_CHARS.exec(line)?.[0] ?? "";
  EXACT_CASE.lastIndex = 0;
  return EXACT_CASE.test(word);
}
