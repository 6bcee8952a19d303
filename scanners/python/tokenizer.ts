import { CHARACTER_CLASS, IDENTIFIER_PART, IDENTIFIER_START, isDigit, isIdentifier } from "./characters";
import { readFormat } from "./format-strings";
import { Indents } from "./indents";
import { measureIndent } from "./measure-indent";
import { openerOf, operatorLength } from "./operators";
import { readNumber } from "./read-number";
import type { TokenList } from "./token-list";
import * as Kind from "./token-list";
import { type OpenFormat, TokenizerState } from "./tokenizer-state";

const NEWLINE = 10;
const BACKSLASH = 92;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const COLON = 58;
const MAX_BRACKETS = 200;
const MAX_FSTRINGS = 150;

/**
 * The tokens of a Python file, as `tokenize.generate_tokens` of CPython 3.12 gives them (types, texts, places), up to the
 * first place that its tokenizer refuses.
 * @param source with `\n` as its only line end
 * @param isLenient as the module `tokenize` reads: brackets that do not match and odd numbers pass. Otherwise as the
 *   parser reads. Both give the same tokens for valid files.
 */
export function tokenize(source: string, isLenient = false): TokenList {
  const isOpenEnd = source.length > 0 && source.charCodeAt(source.length - 1) !== NEWLINE;
  return new Tokenizer(isOpenEnd ? `${source}\n` : source, isOpenEnd, isLenient).run();
}

class Tokenizer extends TokenizerState {
  private isLineStart = true;
  private isBlankLine = false;
  private readonly indents = new Indents();

  constructor(
    text: string,
    private readonly isOpenEnd: boolean,
    private readonly isLenient: boolean,
  ) {
    super(text);
  }

  run(): TokenList {
    const { text, tokens } = this;
    while (tokens.problem === null) {
      const format = this.formats[this.formats.length - 1];
      if (format?.isInText) {
        readFormat(this, format);
        continue;
      }
      if (this.isLineStart) this.readIndent();
      let code = text.charCodeAt(this.position);
      while (code === 32 || code === 9 || code === 12) code = text.charCodeAt(++this.position);
      if (tokens.problem !== null) break;
      if (this.position >= text.length) {
        if (this.brackets.length > 0) this.fail("end", this.line - 1, false);
        else tokens.add(Kind.ENDMARKER, this.position, this.position, this.line, this.line);
        break;
      }
      this.readToken(code, format);
    }
    return tokens;
  }

  private readToken(code: number, format: OpenFormat | undefined): void {
    const { text } = this;
    const start = this.position;
    if (code < 128 ? ((CHARACTER_CLASS[code] as number) & IDENTIFIER_START) !== 0 : true) this.readWord(start);
    else if (code === NEWLINE) this.readLineEnd();
    else if (code === 35) {
      const end = text.indexOf("\n", start);
      this.push(Kind.COMMENT, start, end);
    } else if (code === 34 || code === 39) this.readString(start, start);
    else if (isDigit(code) || (code === 46 && isDigit(text.charCodeAt(start + 1)))) {
      const end = readNumber(text, start, this.isLenient);
      if (end < 0) this.fail("number", this.line, true);
      else this.push(Kind.NUMBER, start, end);
    } else if (code === BACKSLASH) this.joinLine();
    else this.readOperator(code, start, format);
  }

  private readLineEnd(): void {
    const start = this.position;
    const isEnd = this.isOpenEnd && start === this.text.length - 1;
    const kind = this.isBlankLine || this.brackets.length > 0 ? Kind.NL : Kind.NEWLINE;
    // The line end that the file lacks has no text.
    this.tokens.add(kind, start, isEnd ? start : start + 1, this.line, this.line);
    this.position = start + 1;
    this.line++;
    this.isLineStart = true;
  }

  /** A backslash before a line end; false (and a problem) before anything else. */
  private joinLine(): boolean {
    const { text } = this;
    if (text.charCodeAt(this.position + 1) !== NEWLINE) return this.fail("continuation", this.line, false);
    if (this.position + 2 >= text.length) return this.fail("end", this.line, false);
    this.position += 2;
    this.line++;
    return true;
  }

  private readIndent(): void {
    this.isLineStart = false;
    const { text } = this;
    let width = measureIndent(text, this.position);
    let joined: typeof width | null = null;
    while (text.charCodeAt(width.end) === BACKSLASH) {
      joined ??= width.column > 0 ? width : null;
      this.position = width.end;
      if (!this.joinLine()) return;
      width = measureIndent(text, this.position, width);
    }
    const lineStart = this.position;
    this.position = width.end;
    const next = text.charCodeAt(width.end);
    this.isBlankLine = next === 35 || next === NEWLINE;
    if (this.isBlankLine || this.brackets.length > 0) return;
    // CPython takes the first width for both ways of counting.
    const change = joined ? this.indents.change(joined.column, joined.column) : this.indents.change(width.column, width.narrow);
    if (typeof change === "string") this.fail(change, this.line, false);
    else if (change > 0) this.tokens.add(Kind.INDENT, lineStart, this.position, this.line, this.line);
    else for (let closed = change; closed < 0; closed++) this.push(Kind.DEDENT, this.position, this.position);
  }

  private readWord(start: number): void {
    const { text } = this;
    let end = start;
    let isAscii = true;
    for (;;) {
      const code = text.charCodeAt(end);
      if (code >= 128) isAscii = false;
      else if (((CHARACTER_CLASS[code] ?? 0) & IDENTIFIER_PART) === 0) {
        if ((code === 34 || code === 39) && end - start <= 2 && isAscii && isStringPrefix(text.slice(start, end))) {
          this.readString(start, end);
          return;
        }
        break;
      }
      end++;
    }
    if (!isAscii && !isIdentifier(text.slice(start, end))) this.fail("character", this.line, true);
    else this.push(Kind.NAME, start, end);
  }

  private readString(start: number, quoteAt: number): void {
    const { text } = this;
    const quote = text.charCodeAt(quoteAt);
    const isTriple = text.charCodeAt(quoteAt + 1) === quote && text.charCodeAt(quoteAt + 2) === quote;
    const body = quoteAt + (isTriple ? 3 : 1);
    const prefix = text.slice(start, quoteAt).toLowerCase();
    if (prefix.includes("f")) {
      if (this.formats.length + 1 >= MAX_FSTRINGS) {
        this.fail("nesting", this.line, true);
        return;
      }
      this.push(Kind.FSTRING_START, start, body);
      const isRaw = prefix.includes("r");
      const { line } = this;
      this.formats.push({ quote, isTriple, isRaw, start, line, depth: 0, fieldDepth: -1, isExpressionOver: false, isInText: true });
      return;
    }
    const firstLine = this.line;
    const end = this.stringEnd(body, quote, isTriple);
    if (end < 0) {
      this.line = firstLine;
      this.fail("string", firstLine, true);
      return;
    }
    this.tokens.add(Kind.STRING, start, end, firstLine, this.line);
    this.position = end;
  }

  private stringEnd(body: number, quote: number, isTriple: boolean): number {
    const { text } = this;
    for (let at = body; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === quote) {
        if (!isTriple) return at + 1;
        if (text.charCodeAt(at + 1) === quote && text.charCodeAt(at + 2) === quote) return at + 3;
      } else if (code === BACKSLASH) {
        if (text.charCodeAt(++at) === NEWLINE) this.line++;
      } else if (code === NEWLINE) {
        if (!isTriple) return -1;
        this.line++;
      }
    }
    return -1;
  }

  private readOperator(code: number, start: number, format: OpenFormat | undefined): void {
    const { text } = this;
    if (format && format.fieldDepth >= 0 && (code === COLON || code === CLOSE_BRACE || code === 33 || code === OPEN_BRACE)) {
      const cursor = format.depth - (code === OPEN_BRACE ? 0 : 1);
      if (cursor === 0) format.isExpressionOver = code !== OPEN_BRACE;
      if (code === COLON && cursor === format.fieldDepth) {
        format.isInText = true;
        this.push(Kind.OP, start, start + 1);
        return;
      }
    }
    const length = operatorLength(text, start, code);
    if (length === 1) {
      if (code === 40 || code === 91 || code === OPEN_BRACE) this.open(code, format);
      else if (code === 41 || code === 93 || code === CLOSE_BRACE) this.close(code, format);
      else if (code < 32 || code === 127) this.fail("character", this.line, true);
    }
    if (this.tokens.problem === null) this.push(Kind.OP, start, start + length);
  }

  private open(code: number, format: OpenFormat | undefined): void {
    if (this.brackets.length >= MAX_BRACKETS) this.fail("nesting", this.line, true);
    this.brackets.push(code);
    this.bracketLines.push(this.line);
    if (format) format.depth++;
  }

  private close(code: number, format: OpenFormat | undefined): void {
    if (format && format.depth === 0 && code === CLOSE_BRACE) this.fail("bracket", this.line, true);
    else if (!this.isLenient && this.brackets.at(-1) !== openerOf(code)) this.fail("bracket", this.line, true);
    this.brackets.pop();
    this.bracketLines.pop();
    if (!format) return;
    format.depth--;
    if (code === CLOSE_BRACE && format.depth === format.fieldDepth) {
      format.fieldDepth--;
      format.isInText = true;
    }
  }
}

function isStringPrefix(text: string): boolean {
  return /^(?:[rbuf]|rb|br|rf|fr)$/i.test(text);
}
