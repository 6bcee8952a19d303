import type { TokenList } from "../../../python/token-list";
import * as Kind from "../../../python/token-list";

/** What a logical line holds, so that a check looks only at those that can concern it. */
export const COMPARES = 1;
export const HAS_SINGLETON = 2;
export const HAS_TYPE = 4;
export const HAS_NOT = 8;
export const HAS_IN_OR_IS = 16;
export const HAS_LAMBDA = 32;
export const HAS_EXCEPT = 64;
export const HAS_AMBIGUOUS_NAME = 128;

/**
 * One statement (or comment) with all tokens that lead to it. Its text is what pycodestyle's checks look at: contents of
 * strings blanked out, comments gone, lines joined. Source: flake8 7.3.0 processor.py.
 */
export class LogicalLine {
  private built: { text: string; lengths: number[]; rows: number[] } | undefined;

  /** @param start index of its first token @param end index behind its last one @param contents the flags above */
  constructor(
    readonly tokens: TokenList,
    readonly start: number,
    readonly end: number,
    readonly contents: number,
  ) {}

  get text(): string {
    return this.build().text;
  }

  /** 1-based line of an offset in `text`, as flake8 finds it: the last line of the token that reaches so far. */
  lineAt(offset: number): number {
    const { lengths, rows } = this.build();
    let low = 0;
    let high = lengths.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((lengths[middle] as number) < offset) low = middle + 1;
      else high = middle;
    }
    return rows[low] ?? 0;
  }

  /** Index of the first token that is not layout, from `from` on; `end` when there is none. */
  firstToken(from = this.start): number {
    let index = from;
    while (index < this.end && isLayout(this.tokens.kinds[index] as number)) index++;
    return index;
  }

  private build(): { text: string; lengths: number[]; rows: number[] } {
    this.built ??= joinTokens(this.tokens, this.start, this.end);
    return this.built;
  }
}

export function isLayout(kind: number): boolean {
  return kind === Kind.NL || kind === Kind.NEWLINE || kind === Kind.INDENT || kind === Kind.DEDENT;
}

function joinTokens(tokens: TokenList, start: number, end: number): { text: string; lengths: number[]; rows: number[] } {
  const parts: string[] = [];
  const lengths: number[] = [];
  const rows: number[] = [];
  let length = 0;
  let before = -1;
  let beforeRow = 0;
  for (let index = start; index < end; index++) {
    const kind = tokens.kinds[index] as number;
    if (isLayout(kind)) continue;
    const row = tokens.lines[index] as number;
    if (rows.length === 0) {
      lengths.push(0);
      rows.push(row);
    }
    if (kind === Kind.COMMENT) continue;
    let text = tokens.textOf(index);
    let place = tokens.ends[index] as number;
    if (kind === Kind.STRING) text = blanked(text);
    else if (kind === Kind.FSTRING_MIDDLE) {
      // A brace stands twice in the source and once in the token.
      const braces = text.split(/[{}]/).length - 1;
      text = "x".repeat(text.length + braces);
      place += braces;
    }
    if (before >= 0) text = gapBefore(tokens, index, text, before, beforeRow) + text;
    parts.push(text);
    length += text.length;
    lengths.push(length);
    before = place;
    beforeRow = tokens.endLines[index] as number;
    rows.push(beforeRow);
  }
  return { text: parts.join(""), lengths, rows };
}

/** On one line, the blanks as written; over a line's end, one blank unless a bracket opens or closes there. */
function gapBefore(tokens: TokenList, index: number, text: string, before: number, beforeRow: number): string {
  if (beforeRow === tokens.lines[index]) return tokens.text.slice(before, tokens.starts[index]);
  const last = tokens.text.charAt(before - 1);
  return last === "," || (!"{[(".includes(last) && !"}])".includes(text)) ? " " : "";
}

function blanked(text: string): string {
  const quote = text.charAt(text.length - 1);
  const width = text.endsWith(quote.repeat(3)) && text.length >= 6 ? 3 : 1;
  const body = text.indexOf(quote) + width;
  const end = text.length - width;
  return text.slice(0, body) + "x".repeat(Math.max(0, end - body)) + text.slice(end);
}
