import { TokenList, type TokenProblemKind } from "./token-list";

/** An f-string that is open. */
export interface OpenFormat {
  quote: number;
  isTriple: boolean;
  isRaw: boolean;
  start: number;
  line: number;
  /** Brackets that are open inside its fields. */
  depth: number;
  /** For each field that is open: how many brackets were open around it. -1 based like CPython's counter. */
  fieldDepth: number;
  /** Behind the expression of the field: a conversion or a format. */
  isExpressionOver: boolean;
  isInText: boolean;
}

/** Where a tokenizer is in its text, and what is open there. */
export class TokenizerState {
  readonly tokens: TokenList;
  /** Offset of the next character. */
  position = 0;
  /** 1-based line of that character. */
  line = 1;
  /** Opening brackets by character code, and their lines. */
  readonly brackets: number[] = [];
  readonly bracketLines: number[] = [];
  readonly formats: OpenFormat[] = [];

  constructor(readonly text: string) {
    this.tokens = new TokenList(text);
  }

  /** Adds a token of one line and goes on behind it. */
  push(kind: number, start: number, end: number): void {
    this.tokens.add(kind, start, end, this.line, this.line);
    this.position = end;
  }

  fail(kind: TokenProblemKind, line: number, isRaised: boolean): false {
    this.tokens.problem = { kind, line, at: this.position, isRaised, openBracketLine: this.bracketLines.at(-1) ?? 0 };
    return false;
  }
}
