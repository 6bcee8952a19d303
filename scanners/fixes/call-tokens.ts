import type { PyNode } from "../python/ast";
import type { PythonFile } from "../python/python-file";
import { charOffset } from "../python/source-text";
import { COMMENT, NAME, NL, OP, type TokenList } from "../python/token-list";
import type { Edit } from "./fix";

/** Where the parts of a call stand among the tokens of its file. */
export interface CallTokens {
  tokens: TokenList;
  /** The last name of what is called, the bracket behind it, and the one that closes it. */
  name: number;
  open: number;
  close: number;
}

const isBlank = (kind: number | undefined): boolean => kind === NL || kind === COMMENT;

/**
 * Finds a call's brackets by tokens: columns of the tree lead to the name only, and what stands there is looked at. Null
 * inside of f-strings, and wherever tree and tokens do not agree.
 */
export function callTokens(file: PythonFile, call: PyNode): CallTokens | null {
  for (let node: PyNode | null = call; node; node = node.parent)
    if (node.nodeType === "JoinedStr" || node.nodeType === "TemplateStr") return null;
  const { tokens } = file;
  const func = call.func as PyNode;
  const called = func.nodeType === "Attribute" ? func.attr : func.nodeType === "Name" ? func.id : null;
  const name = tokenEndingAt(file, func.end_lineno, func.end_col_offset);
  if (name === null || tokens.kinds[name] !== NAME || tokens.textOf(name) !== called) return null;
  const open = nextToken(tokens, name);
  if (tokens.kinds[open] !== OP || tokens.textOf(open) !== "(") return null;
  const close = closingToken(tokens, open);
  return close === null ? null : { tokens, name, open, close };
}

function tokenEndingAt(file: PythonFile, line: number, column: number): number | null {
  const text = file.lines[line - 1];
  if (text === undefined) return null;
  const end = lineStart(file, line) + charOffset(text, column);
  const { ends, count } = file.tokens;
  let [low, high] = [0, count - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] as number) < end) low = middle + 1;
    else high = middle;
  }
  return ends[low] === end ? low : null;
}

const LINE_STARTS = new WeakMap<PythonFile, number[]>();

/** @param line 1-based */
function lineStart(file: PythonFile, line: number): number {
  let starts = LINE_STARTS.get(file);
  if (!starts) {
    starts = [0];
    for (const text of file.lines) starts.push((starts.at(-1) as number) + text.length + 1);
    LINE_STARTS.set(file, starts);
  }
  return starts[line - 1] as number;
}

function nextToken(tokens: TokenList, from: number): number {
  let index = from + 1;
  while (index < tokens.count && isBlank(tokens.kinds[index])) index++;
  return index;
}

function previousToken(tokens: TokenList, from: number): number {
  let index = from - 1;
  while (index > 0 && isBlank(tokens.kinds[index])) index--;
  return index;
}

function closingToken(tokens: TokenList, open: number): number | null {
  let depth = 0;
  for (let index = open; index < tokens.count; index++) {
    if (tokens.kinds[index] !== OP) continue;
    const sign = tokens.textOf(index);
    if (sign === "(" || sign === "[" || sign === "{") depth++;
    else if ((sign === ")" || sign === "]" || sign === "}") && --depth === 0) return index;
  }
  return null;
}

/** Commas between the arguments of a call, in order; a last one behind them too. */
export function argumentCommas({ tokens, open, close }: CallTokens): number[] {
  const commas: number[] = [];
  let depth = 0;
  for (let index = open; index < close; index++) {
    if (tokens.kinds[index] !== OP) continue;
    const sign = tokens.textOf(index);
    if (sign === "(" || sign === "[" || sign === "{") depth++;
    else if (sign === ")" || sign === "]" || sign === "}") depth--;
    else if (sign === "," && depth === 1) commas.push(index);
  }
  return commas;
}

/** One more argument behind the others; a comma at the end keeps its place there. */
export function appendArgument(call: CallTokens, argument: string): Edit {
  const { tokens, open, close } = call;
  const last = previousToken(tokens, close);
  const at = tokens.ends[last] as number;
  if (last === open) return { start: at, end: at, by: argument };
  const hasComma = tokens.kinds[last] === OP && tokens.textOf(last) === ",";
  return { start: at, end: at, by: hasComma ? ` ${argument},` : `, ${argument}` };
}

export function replaceToken(tokens: TokenList, index: number, by: string): Edit {
  return { start: tokens.starts[index] as number, end: tokens.ends[index] as number, by };
}

/** The last name of a dotted name in a call's argument, found from where the tree says that it ends; null when they disagree. */
export function nameToken(file: PythonFile, node: PyNode, name: string): number | null {
  const index = tokenEndingAt(file, node.end_lineno, node.end_col_offset);
  return index !== null && file.tokens.kinds[index] === NAME && file.tokens.textOf(index) === name ? index : null;
}

/** Whether nothing but what is on one line, and no comment, stands between two tokens, both included. */
export function isPlainStretch(tokens: TokenList, from: number, to: number): boolean {
  if (tokens.lines[from] !== tokens.endLines[to]) return false;
  for (let index = from; index <= to; index++) if (isBlank(tokens.kinds[index])) return false;
  return true;
}
