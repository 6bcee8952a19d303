import type { TokenList } from "./token-list";
import * as Kind from "./token-list";

/** Words that cannot end (or begin) an operand. */
const KEYWORDS = new Set(
  "and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield".split(
    " ",
  ),
);

/**
 * The line that CPython 3.12 names for an error of py-ast; infinite when py-ast names no place, or its end, of a text
 * that goes on.
 * @param isWholeText whether py-ast read all of the tokens' text, and not only its beginning
 */
export function errorLineOf(error: unknown, tokens: TokenList, isWholeText: boolean): number {
  const place = placeOf(error);
  if (!isWholeText) return place?.line ?? Number.POSITIVE_INFINITY;
  const lastLine = lineCount(tokens);
  if (!place) return lastLine;
  if (place.line > lastLine) return lastLine;
  return operandLine(tokens, place) ?? place.line;
}

function lineCount(tokens: TokenList): number {
  const last = tokens.count - 1;
  return last < 0 ? 1 : Math.max(1, (tokens.endLines[last] as number) - (tokens.problem ? 0 : 1));
}

interface Place {
  line: number;
  /** In UTF-16 units as py-ast counts, -1 when it does not say. */
  column: number;
}

function placeOf(error: unknown): Place | null {
  if (typeof error !== "object" || error === null) return null;
  const column = "col_offset" in error && typeof error.col_offset === "number" ? error.col_offset : -1;
  if ("lineno" in error && typeof error.lineno === "number") return { line: error.lineno, column };
  const message = error instanceof Error ? error.message : "";
  const line = /at line (\d+)/.exec(message)?.[1];
  return line === undefined ? null : { line: Number(line), column };
}

/**
 * Inside brackets, where one operand follows another, CPython guesses that a comma is missing and names the first one;
 * the line where that begins.
 */
function operandLine(tokens: TokenList, place: Place): number | null {
  const at = tokenAt(tokens, place);
  if (at <= 0 || !startsOperand(tokens, at)) return null;
  let index = at - 1;
  while (index >= 0 && isBetween(tokens.kinds[index] as number)) index--;
  if (index < 0 || tokens.lines[index] === place.line || !endsOperand(tokens, index)) return null;
  let line = place.line;
  let isInside = true;
  for (let depth = 0; index >= 0; index--) {
    const kind = tokens.kinds[index] as number;
    if (isBetween(kind)) continue;
    if (kind === Kind.NEWLINE || kind === Kind.INDENT || kind === Kind.DEDENT) return null;
    const text = kind === Kind.OP ? tokens.textOf(index) : "";
    if (text === ")" || text === "]" || text === "}") depth++;
    else if (text === "(" || text === "[" || text === "{") {
      if (depth === 0) return holdsExpressions(tokens, index) ? line : null;
      depth--;
    } else if (depth === 0 && endsDisjunction(tokens, index, kind, text)) isInside = false;
    if (isInside) line = tokens.lines[index] as number;
  }
  return null;
}

/** Whether what the bracket encloses are expressions: no imported names, no parameters. */
function holdsExpressions(tokens: TokenList, bracket: number): boolean {
  const before = bracket > 0 ? tokens.textOf(bracket - 1) : "";
  return before !== "import" && !(bracket > 1 && tokens.textOf(bracket - 2) === "def");
}

function endsDisjunction(tokens: TokenList, index: number, kind: number, text: string): boolean {
  if (kind === Kind.OP) return text === "," || text === "=" || text === ":" || text === ":=";
  return kind === Kind.NAME && ["if", "else", "for", "lambda", "yield", "from"].includes(tokens.textOf(index));
}

function tokenAt(tokens: TokenList, { line, column }: Place): number {
  const first = tokens.lines.subarray(0, tokens.count).indexOf(line);
  if (first < 0) return -1;
  const lineStart = tokens.text.lastIndexOf("\n", (tokens.starts[first] as number) - 1) + 1;
  for (let index = first; index < tokens.count && tokens.lines[index] === line; index++)
    if ((tokens.starts[index] as number) - lineStart >= column && tokens.kinds[index] !== Kind.INDENT) return index;
  return -1;
}

function isBetween(kind: number): boolean {
  return kind === Kind.NL || kind === Kind.COMMENT;
}

function startsOperand(tokens: TokenList, index: number): boolean {
  const kind = tokens.kinds[index];
  if (kind === Kind.NAME) return !KEYWORDS.has(tokens.textOf(index)) || ["not", "lambda"].includes(tokens.textOf(index));
  if (kind === Kind.NUMBER || kind === Kind.STRING || kind === Kind.FSTRING_START) return true;
  return kind === Kind.OP && tokens.textOf(index) === "{";
}

function endsOperand(tokens: TokenList, index: number): boolean {
  const kind = tokens.kinds[index];
  if (kind === Kind.NAME) return !KEYWORDS.has(tokens.textOf(index));
  if (kind === Kind.NUMBER || kind === Kind.STRING || kind === Kind.FSTRING_END) return true;
  return kind === Kind.OP && [")", "]", "}"].includes(tokens.textOf(index));
}
