import { Lexer } from "py-ast";
import { CHARACTER_CLASS, IDENTIFIER_PART, IDENTIFIER_START } from "./characters";

/** The parts of py-ast's lexer that are replaced, and what they need. It passes them on to nobody. */
interface LexerParts {
  source: string;
  position: { line: number; column: number; index: number };
  tokens: { type: string; value: string; lineno: number; col_offset: number; end_lineno: number; end_col_offset: number }[];
  isAlpha(char: string): boolean;
  scanIdentifier(): void;
  scanComment(): void;
}

const KEYWORDS = new Map(
  (
    "and as assert async await break class continue def del elif else except False finally for from global if import in is " +
    "lambda None nonlocal not or pass raise return True try while with yield"
  )
    .split(" ")
    .map((word): [string, string] => [word, word.toUpperCase()]),
);

/** A prefix of a text is at most so long. */
const MAX_PREFIX = 2;

const NEWLINE = 10;

let isQuick = false;

/**
 * py-ast 1.16.0 asks a regular expression about every single character of a word and builds words and comments character by
 * character, which is half of its reading. Words and comments in ASCII are cut out whole instead; all others, and the prefixes
 * of texts, go the way they went. The tokens are the same: see the test.
 */
export function quickenLexer(): void {
  const parts = Lexer.prototype as unknown as LexerParts;
  const { isAlpha, scanIdentifier, scanComment } = parts;
  if (isQuick || !isAlpha || !scanIdentifier || !scanComment) return;
  isQuick = true;
  parts.isAlpha = function (char) {
    const code = char.charCodeAt(0);
    // The underscore is asked for apart.
    return code < 128 ? ((CHARACTER_CLASS[code] as number) & IDENTIFIER_START) !== 0 : isAlpha.call(this, char);
  };
  parts.scanIdentifier = function () {
    const end = wordEnd(this.source, this.position.index);
    if (end < 0) return scanIdentifier.call(this);
    const value = this.source.slice(this.position.index, end);
    addToken(this, KEYWORDS.get(value) ?? "NAME", value);
  };
  parts.scanComment = function () {
    const end = commentEnd(this.source, this.position.index);
    if (end < 0) return scanComment.call(this);
    // Comments are left out of the tree; nobody reads their text.
    addToken(this, "COMMENT", this.source.slice(this.position.index, end));
  };
}

/** -1 for a word that is not all ASCII, or may be the prefix of a text. */
function wordEnd(source: string, start: number): number {
  let end = start;
  let code = source.charCodeAt(end);
  while (code < 128 && ((CHARACTER_CLASS[code] as number) & IDENTIFIER_PART) !== 0) code = source.charCodeAt(++end);
  const isQuote = code === 34 || code === 39;
  return code >= 128 || end === start || (isQuote && end - start <= MAX_PREFIX) ? -1 : end;
}

/** -1 for a comment that is not all ASCII: columns are counted in bytes. */
function commentEnd(source: string, start: number): number {
  let end = start;
  let code = source.charCodeAt(end);
  while (code < 128 && code !== NEWLINE) code = source.charCodeAt(++end);
  return code >= 128 ? -1 : end;
}

/** A token of ASCII on one line, from the lexer's place on. */
function addToken(lexer: LexerParts, type: string, value: string): void {
  const { position } = lexer;
  const { line, column } = position;
  position.index += value.length;
  position.column = column + value.length;
  lexer.tokens.push({ type, value, lineno: line, col_offset: column, end_lineno: line, end_col_offset: position.column });
}
