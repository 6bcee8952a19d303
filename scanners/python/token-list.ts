/** Kinds of tokens, as CPython 3.12's `tokenize` tells them apart. */
export const ENDMARKER = 0;
export const NAME = 1;
export const NUMBER = 2;
export const STRING = 3;
export const NEWLINE = 4;
export const INDENT = 5;
export const DEDENT = 6;
export const OP = 7;
export const COMMENT = 8;
export const NL = 9;
export const FSTRING_START = 10;
export const FSTRING_MIDDLE = 11;
export const FSTRING_END = 12;

export type TokenProblemKind =
  | "character"
  | "number"
  | "string"
  | "bracket"
  | "nesting"
  | "dedent"
  | "tabs"
  | "indent-depth"
  | "continuation"
  | "end";

/** Where CPython's tokenizer gives up. */
export interface TokenProblem {
  kind: TokenProblemKind;
  /** 1-based, as CPython reports it. */
  line: number;
  /** Offset in the text up to which tokens were read. */
  at: number;
  /** CPython raises it at once, also while it only looks whether a syntax error has an earlier cause. */
  isRaised: boolean;
  /** Line of the innermost bracket that is open at this place, 0 if none is. */
  openBracketLine: number;
}

/**
 * The tokens of one file in flat arrays (an object per token would cost more than reading it): token `i` is
 * `text.slice(starts[i], ends[i])` from line `lines[i]` to line `endLines[i]`.
 */
export class TokenList {
  count = 0;
  kinds: Uint8Array;
  starts: Int32Array;
  ends: Int32Array;
  /** 1-based. */
  lines: Int32Array;
  endLines: Int32Array;
  /** What ended the reading before the file's end, or null. */
  problem: TokenProblem | null = null;

  /** @param text with `\n` as its only line end, closed by one */
  constructor(readonly text: string) {
    const capacity = 64 + (text.length >> 2);
    this.kinds = new Uint8Array(capacity);
    this.starts = new Int32Array(capacity);
    this.ends = new Int32Array(capacity);
    this.lines = new Int32Array(capacity);
    this.endLines = new Int32Array(capacity);
  }

  add(kind: number, start: number, end: number, line: number, endLine: number): void {
    const index = this.count++;
    if (index === this.kinds.length) this.grow();
    this.kinds[index] = kind;
    this.starts[index] = start;
    this.ends[index] = end;
    this.lines[index] = line;
    this.endLines[index] = endLine;
  }

  textOf(index: number): string {
    return this.text.slice(this.starts[index], this.ends[index]);
  }

  private grow(): void {
    const capacity = this.kinds.length * 2;
    const copy = (from: Int32Array): Int32Array => {
      const to = new Int32Array(capacity);
      to.set(from);
      return to;
    };
    const kinds = new Uint8Array(capacity);
    kinds.set(this.kinds);
    this.kinds = kinds;
    this.starts = copy(this.starts);
    this.ends = copy(this.ends);
    this.lines = copy(this.lines);
    this.endLines = copy(this.endLines);
  }
}
