import { isPythonSpace as isSpace } from "../../config/ini";

/** A value's place on a line. */
export interface Span {
  start: number;
  end: number;
}

const WORD_CHAR = /^[\p{L}\p{N}_]/u;
export const QUOTES = "'\"`";
/** At most this many characters may stand between keyword and quote in the form `key "value";`. */
const LOOSE_GAP = 50;
const always = () => true;

/**
 * Steps through one line, forwards only; what was found out once is kept, so that time grows with the line's length
 * and not with its square, whatever stands on it.
 */
export class LineReader {
  private limitFrom = 0;
  private limit = -1;
  private readonly backticks = new Map<(close: number) => boolean, { from: number; limit: number; close: number }>();

  constructor(private readonly line: string) {}

  private readonly isSemicolon = (at: number): boolean => this.line[at] === ";";

  skipSpace(at: number): number {
    let index = at;
    while (isSpace(this.line.charCodeAt(index))) index++;
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
    let at = end;
    for (let gap = 0; gap <= LOOSE_GAP; gap++) {
      const span = this.quoted(this.skipSpace(at), this.isSemicolon);
      if (span) return span;
      const next = this.line.codePointAt(at);
      if (next === undefined || isSpace(next)) return null;
      at += next > 0xffff ? 2 : 1;
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
  quoted(at: number, isFollowed: (close: number) => boolean = always): Span | null {
    const quote = this.line[at];
    if (quote === undefined || !QUOTES.includes(quote)) return null;
    const start = at + 1;
    if (!this.isWordAt(start)) return null;
    const limit = this.valueLimit(start);
    const close = quote === "`" ? this.lastBacktick(limit, isFollowed) : limit;
    const isGood = close > start && this.line[close] === quote && this.endsWell(close) && isFollowed(close + 1);
    return isGood ? { start, end: close } : null;
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
    const code = this.line.charCodeAt(at);
    if (code < 128) return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 95 || (code >= 97 && code <= 122);
    return WORD_CHAR.test(this.line.slice(at, at + 2));
  }

  /**
   * Where a value must end at the latest: the next quote or vertical tab. All starts before it share the answer, which
   * is kept, so that a line is walked once however many names stand on it.
   */
  private valueLimit(start: number): number {
    if (start >= this.limitFrom && start <= this.limit) return this.limit;
    let index = start;
    while (index < this.line.length && !"'\"\v".includes(this.line[index] as string)) index++;
    this.limitFrom = start;
    this.limit = index;
    return index;
  }

  /** Backticks may stand inside a value: the last one before `limit` that can close it, or -1. Kept for the same reason. */
  private lastBacktick(limit: number, isFollowed: (close: number) => boolean): number {
    const known = this.backticks.get(isFollowed);
    if (known?.limit === limit && known.from <= this.limitFrom) return known.close;
    let close = limit;
    do close = close > 0 ? this.line.lastIndexOf("`", close - 1) : -1;
    while (close >= this.limitFrom && !(this.endsWell(close) && isFollowed(close + 1)));
    const found = close >= this.limitFrom ? close : -1;
    this.backticks.set(isFollowed, { from: this.limitFrom, limit, close: found });
    return found;
  }

  private endsWell(end: number): boolean {
    const last = this.line[end - 1];
    return last !== "," && last !== "`";
  }
}
