import * as Kind from "./token-list";
import type { OpenFormat, TokenizerState } from "./tokenizer-state";

const NEWLINE = 10;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const BACKSLASH = 92;
/** Fields inside the formats of fields; CPython 3.12 allows so many. */
const MAX_FIELD_DEPTH = 3;

/** One token of the text of an f-string: its end, a piece of its text, or nothing before a field. */
export function readFormat(state: TokenizerState, format: OpenFormat): void {
  const { text } = state;
  const start = state.position;
  if (text.charCodeAt(start) === OPEN_BRACE && text.charCodeAt(start + 1) !== OPEN_BRACE) {
    enterField(state, format);
    return;
  }
  if (isFormatEnd(text, start, format)) {
    state.formats.pop();
    state.push(Kind.FSTRING_END, start, start + (format.isTriple ? 3 : 1));
    return;
  }
  const firstLine = state.line;
  const isInSpec = format.isExpressionOver && format.fieldDepth >= 0;
  const piece = formatPiece(state, start, format, isInSpec);
  if (piece < 0) {
    state.line = format.line;
    state.fail("string", format.line, true);
    return;
  }
  state.tokens.add(Kind.FSTRING_MIDDLE, start, piece, firstLine, state.line);
}

function enterField(state: TokenizerState, format: OpenFormat): void {
  format.fieldDepth++;
  format.isInText = false;
  if (format.fieldDepth >= MAX_FIELD_DEPTH) state.fail("nesting", state.line, true);
}

function isFormatEnd(text: string, at: number, format: OpenFormat): boolean {
  const { quote } = format;
  return text.charCodeAt(at) === quote && (!format.isTriple || (text.charCodeAt(at + 1) === quote && text.charCodeAt(at + 2) === quote));
}

/** The end of the text piece that begins at `start`, -1 when the f-string never ends; `position` is where to go on. */
function formatPiece(state: TokenizerState, start: number, format: OpenFormat, isInSpec: boolean): number {
  const { text } = state;
  let isNamedCharacter = false;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === NEWLINE) {
      if (!format.isTriple) {
        if (!isInSpec) return -1;
        format.isInText = false;
        state.position = at;
        return at;
      }
      state.line++;
    } else if (code === format.quote) {
      if (isFormatEnd(text, at, format)) {
        state.position = at;
        return at;
      }
    } else if (code === OPEN_BRACE) {
      const isDouble = text.charCodeAt(at + 1) === OPEN_BRACE && !isInSpec;
      state.position = isDouble ? at + 2 : at;
      if (!isDouble) enterField(state, format);
      return isDouble ? at + 1 : at;
    } else if (code === CLOSE_BRACE) return closeInText(state, at, format, isInSpec, isNamedCharacter);
    else if (code === BACKSLASH) {
      const next = text.charCodeAt(at + 1);
      if (next === OPEN_BRACE || next === CLOSE_BRACE) continue;
      if (next === NEWLINE) state.line++;
      at++;
      if (!format.isRaw && next === 78 && text.charCodeAt(at + 1) === OPEN_BRACE) {
        isNamedCharacter = true;
        at++;
      }
    }
  }
  return -1;
}

function closeInText(state: TokenizerState, at: number, format: OpenFormat, isInSpec: boolean, isNamedCharacter: boolean): number {
  if (isNamedCharacter) {
    state.position = at + 1;
    return at + 1;
  }
  if (state.text.charCodeAt(at + 1) === CLOSE_BRACE && !isInSpec && format.depth === 0) {
    state.position = at + 2;
    return at + 1;
  }
  format.isInText = false;
  state.position = at;
  return at;
}
