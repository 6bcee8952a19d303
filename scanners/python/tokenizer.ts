import { CHARACTER_CLASS, IDENTIFIER_PART, IDENTIFIER_START, isDigit, isIdentifier } from "./characters";
import { measureIndent } from "./measure-indent";
import { readNumber } from "./read-number";
import * as Kind from "./token-list";
import { TokenList, type TokenProblemKind } from "./token-list";

const NEWLINE = 10;
const BACKSLASH = 92;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const COLON = 58;
const EQUALS = 61;
const MAX_BRACKETS = 200;
const MAX_INDENTS = 100;
const MAX_FSTRINGS = 150;
/** Fields inside the formats of fields; CPython 3.12 allows so many. */
const MAX_FIELD_DEPTH = 3;

/** An f-string that is open. */
interface OpenFormat {
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

class Tokenizer {
  private readonly tokens: TokenList;
  private position = 0;
  private line = 1;
  private isLineStart = true;
  private isBlankLine = false;
  private readonly indents = [0];
  private readonly narrowIndents = [0];
  /** Opening brackets by character code, and their lines. */
  private readonly brackets: number[] = [];
  private readonly bracketLines: number[] = [];
  private readonly formats: OpenFormat[] = [];

  constructor(
    private readonly text: string,
    private readonly isOpenEnd: boolean,
    private readonly isLenient: boolean,
  ) {
    this.tokens = new TokenList(text);
  }

  run(): TokenList {
    const { text, tokens } = this;
    while (tokens.problem === null) {
      const format = this.formats[this.formats.length - 1];
      if (format?.isInText) {
        this.readFormat(format);
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

  private push(kind: number, start: number, end: number): void {
    this.tokens.add(kind, start, end, this.line, this.line);
    this.position = end;
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
    if (joined) this.setIndent(joined.column, joined.column, lineStart);
    else this.setIndent(width.column, width.narrow, lineStart);
  }

  private setIndent(column: number, narrow: number, lineStart: number): void {
    const { indents, narrowIndents, tokens, position, line } = this;
    const top = indents[indents.length - 1] as number;
    if (column > top) {
      if (indents.length >= MAX_INDENTS) this.fail("indent-depth", line, false);
      else if (narrow <= (narrowIndents[narrowIndents.length - 1] as number)) this.fail("tabs", line, false);
      else {
        indents.push(column);
        narrowIndents.push(narrow);
        tokens.add(Kind.INDENT, lineStart, position, line, line);
      }
      return;
    }
    let closed = 0;
    while (indents.length > 1 && column < (indents[indents.length - 1] as number)) {
      indents.pop();
      narrowIndents.pop();
      closed++;
    }
    if (column !== indents[indents.length - 1]) this.fail("dedent", line, false);
    else if (narrow !== narrowIndents[narrowIndents.length - 1]) this.fail("tabs", line, false);
    else for (; closed > 0; closed--) tokens.add(Kind.DEDENT, position, position, line, line);
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

  /** One token of the text of an f-string: its end, a piece of its text, or nothing before a field. */
  private readFormat(format: OpenFormat): void {
    const { text } = this;
    const start = this.position;
    if (text.charCodeAt(start) === OPEN_BRACE && text.charCodeAt(start + 1) !== OPEN_BRACE) {
      this.enterField(format);
      return;
    }
    if (this.isFormatEnd(start, format)) {
      this.formats.pop();
      this.push(Kind.FSTRING_END, start, start + (format.isTriple ? 3 : 1));
      return;
    }
    const firstLine = this.line;
    const isInSpec = format.isExpressionOver && format.fieldDepth >= 0;
    const piece = this.formatPiece(start, format, isInSpec);
    if (piece < 0) {
      this.line = format.line;
      this.fail("string", format.line, true);
      return;
    }
    this.tokens.add(Kind.FSTRING_MIDDLE, start, piece, firstLine, this.line);
  }

  private enterField(format: OpenFormat): void {
    format.fieldDepth++;
    format.isInText = false;
    if (format.fieldDepth >= MAX_FIELD_DEPTH) this.fail("nesting", this.line, true);
  }

  private isFormatEnd(at: number, format: OpenFormat): boolean {
    const { text } = this;
    const { quote } = format;
    return text.charCodeAt(at) === quote && (!format.isTriple || (text.charCodeAt(at + 1) === quote && text.charCodeAt(at + 2) === quote));
  }

  /** The end of the text piece that begins at `start`, -1 when the f-string never ends; `position` is where to go on. */
  private formatPiece(start: number, format: OpenFormat, isInSpec: boolean): number {
    const { text } = this;
    let isNamedCharacter = false;
    for (let at = start; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === NEWLINE) {
        if (!format.isTriple) {
          if (!isInSpec) return -1;
          format.isInText = false;
          this.position = at;
          return at;
        }
        this.line++;
      } else if (code === format.quote) {
        if (this.isFormatEnd(at, format)) {
          this.position = at;
          return at;
        }
      } else if (code === OPEN_BRACE) {
        const isDouble = text.charCodeAt(at + 1) === OPEN_BRACE && !isInSpec;
        this.position = isDouble ? at + 2 : at;
        if (!isDouble) this.enterField(format);
        return isDouble ? at + 1 : at;
      } else if (code === CLOSE_BRACE) return this.closeInText(at, format, isInSpec, isNamedCharacter);
      else if (code === BACKSLASH) {
        const next = text.charCodeAt(at + 1);
        if (next === OPEN_BRACE || next === CLOSE_BRACE) continue;
        if (next === NEWLINE) this.line++;
        at++;
        if (!format.isRaw && next === 78 && text.charCodeAt(at + 1) === OPEN_BRACE) {
          isNamedCharacter = true;
          at++;
        }
      }
    }
    return -1;
  }

  private closeInText(at: number, format: OpenFormat, isInSpec: boolean, isNamedCharacter: boolean): number {
    if (isNamedCharacter) {
      this.position = at + 1;
      return at + 1;
    }
    if (this.text.charCodeAt(at + 1) === CLOSE_BRACE && !isInSpec && format.depth === 0) {
      this.position = at + 2;
      return at + 1;
    }
    format.isInText = false;
    this.position = at;
    return at;
  }

  private fail(kind: TokenProblemKind, line: number, isRaised: boolean): false {
    this.tokens.problem = { kind, line, at: this.position, isRaised, openBracketLine: this.bracketLines.at(-1) ?? 0 };
    return false;
  }
}

function openerOf(close: number): number {
  return close === 41 ? 40 : close - 2;
}

function isStringPrefix(text: string): boolean {
  return /^(?:[rbuf]|rb|br|rf|fr)$/i.test(text);
}

/** Length of the operator that begins at `at`; 1 for what is none. */
function operatorLength(text: string, at: number, code: number): number {
  const second = text.charCodeAt(at + 1);
  if (second === EQUALS) return "%&*+-/:<=>@^|!".includes(String.fromCharCode(code)) ? 2 : 1;
  switch (code) {
    case 42: // *
    case 47: // /
    case 62: // >
      return second === code ? (text.charCodeAt(at + 2) === EQUALS ? 3 : 2) : 1;
    case 60: // <
      if (second === 62) return 2;
      return second === code ? (text.charCodeAt(at + 2) === EQUALS ? 3 : 2) : 1;
    case 45: // -
      return second === 62 ? 2 : 1;
    case 46: // .
      return second === code && text.charCodeAt(at + 2) === code ? 3 : 1;
    default:
      return 1;
  }
}
