import type { ValueSyntax } from "./file-types";

/**
 * The keyword detector without regular expressions that could backtrack: every step moves forward through the line.
 * Source of the behaviour: detect-secrets 1.5.0, plugins/keyword.py. There a pattern is "a word that holds one of the
 * keywords, what stands between name and value, the value"; a value starts with a letter, digit or underscore, goes up
 * to the next quote and does not end in a comma or backtick.
 */
export interface Span {
  start: number;
  end: number;
}

const KEYWORDS =
  "api_?key|auth_?key|service_?key|account_?key|db_?key|database_?key|priv_?key|private_?key|client_?key|db_?pass|database_?pass|key_?pass|password|passwd|pwd|secret|contraseña|contrasena";
const ANY_CASE = new RegExp(KEYWORDS, "giu");
const EXACT_CASE = new RegExp(KEYWORDS, "gu");
const WORD_CHARS = /[\p{L}\p{N}_]*/uy;
const WORD_CHAR = /^[\p{L}\p{N}_]/u;
const SPACE = /\s/;
const QUOTES = "'\"`";
/** At most this many characters may stand between keyword and quote in the form `key "value";`. */
const LOOSE_GAP = 50;

/** Whether a text can hold a find at all; one quick pass that lets most files go. */
export function mayHoldKeyword(text: string): boolean {
  ANY_CASE.lastIndex = 0;
  return ANY_CASE.test(text);
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
    const span = reader.quoted(index, (end) => isFollowed(end));
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

class LineReader {
  constructor(private readonly line: string) {}

  skipSpace(at: number): number {
    let index = at;
    while (index < this.line.length && SPACE.test(this.line[index] as string)) index++;
    return index;
  }

  /** Tries behind up to two closing characters (`]`, `'`, `"`) of the name, the most first. */
  afterClosing(end: number, match: (at: number) => Span | null): Span | null {
    let closings = 0;
    while (closings < 2 && "]'\"".includes(this.line[end + closings] ?? " ")) closings++;
    for (let skip = closings; skip >= 0; skip--) {
      const span = match(end + skip);
      if (span) return span;
    }
    return null;
  }

  colonQuoted(at: number): Span | null {
    return this.line[at] === ":" ? this.quoted(this.skipSpace(at + 1)) : null;
  }

  colonOptional(at: number): Span | null {
    return this.line[at] === ":" ? this.maybeQuoted(this.skipSpace(at + 1)) : null;
  }

  colonEquals(at: number): Span | null {
    const start = this.skipSpace(at);
    return this.line.startsWith(":=", start) ? this.maybeQuoted(this.skipSpace(start + 2)) : null;
  }

  /** `=` to `===`, `!=`, `!==`. */
  equals(at: number, isQuoteRequired: boolean): Span | null {
    const start = this.skipSpace(at);
    const isNegated = this.line[start] === "!";
    let after = start + (isNegated ? 1 : 0);
    const from = after;
    while (this.line[after] === "=") after++;
    const count = after - from;
    if (count < 1 || count > (isNegated ? 2 : 3)) return null;
    const value = this.skipSpace(after);
    return isQuoteRequired ? this.quoted(value) : this.maybeQuoted(value);
  }

  arrow(at: number): Span | null {
    const start = this.skipSpace(at);
    if (this.line[start] !== "=") return null;
    return this.quoted(this.skipSpace(start + (this.line[start + 1] === ">" ? 2 : 1)));
  }

  /** `private_key "value";` with up to 50 other characters before the blank. */
  loose(end: number): Span | null {
    for (let gap = 0; gap <= LOOSE_GAP; gap++) {
      const span = this.quoted(this.skipSpace(end + gap), (close) => this.line[close] === ";");
      if (span) return span;
      const next = this.line[end + gap];
      if (next === undefined || SPACE.test(next)) return null;
    }
    return null;
  }

  cAssignment(end: number): Span | null {
    let at = end;
    if (this.line[at] === "[") {
      let close = at + 1;
      while (/[0-9]/.test(this.line[close] ?? "")) close++;
      if (this.line[close] === "]") at = close + 1;
    }
    const start = this.skipSpace(at);
    let after = start;
    while (after - start < 2 && (this.line[after] === "=" || this.line[after] === "!")) after++;
    if (after === start) return null;
    const value = this.skipSpace(after);
    const quote = this.line[value] === "@" ? value + 1 : value;
    return this.line[quote] === '"' ? this.quoted(quote) : null;
  }

  constructorCall(end: number): Span | null {
    const isAssign = this.line.startsWith("assign(", end + 1) && this.line[end] !== undefined;
    const open = isAssign ? end + 7 : end;
    return this.line[open] === "(" && this.line[open + 1] === '"' ? this.quoted(open + 1) : null;
  }

  /** A value in quotes that open at `at`. @param isFollowed asked with the place behind the closing quote. */
  quoted(at: number, isFollowed: (close: number) => boolean = () => true): Span | null {
    const quote = this.line[at];
    if (quote === undefined || !QUOTES.includes(quote)) return null;
    const start = at + 1;
    if (!this.isWordAt(start)) return null;
    const limit = this.valueLimit(start);
    if (quote !== "`") return this.line[limit] === quote && this.endsWell(limit) && isFollowed(limit + 1) ? { start, end: limit } : null;
    for (let close = this.line.lastIndexOf("`", limit - 1); close > start; close = this.line.lastIndexOf("`", close - 1)) {
      if (this.endsWell(close) && isFollowed(close + 1)) return { start, end: close };
    }
    return null;
  }

  /** In quotes if it has some, else up to the end of the line or the next quote. */
  private maybeQuoted(at: number): Span | null {
    const span = this.quoted(at);
    if (span || !this.isWordAt(at)) return span;
    let end = this.valueLimit(at);
    while (end > at && !this.endsWell(end)) end--;
    return end > at ? { start: at, end } : null;
  }

  private isWordAt(at: number): boolean {
    return WORD_CHAR.test(this.line.slice(at, at + 2));
  }

  /** Where a value must end at the latest: the next quote or vertical tab. */
  private valueLimit(start: number): number {
    let index = start;
    while (index < this.line.length && this.line[index] !== "'" && this.line[index] !== '"' && this.line[index] !== "\v") index++;
    return index;
  }

  private endsWell(end: number): boolean {
    const last = this.line[end - 1];
    return last !== "," && last !== "`";
  }
}
