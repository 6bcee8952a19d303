import { isDigit, isHexDigit, isIdentifierPart } from "./characters";

const DOT = 46;
const UNDERSCORE = 95;
const LETTER_E = 101;
const LETTER_J = 106;
/** Words that may follow a number without a blank (`1if x`); CPython only warns. */
const FOLLOWERS = ["and", "else", "for", "if", "in", "is", "or", "not"];

/**
 * The end of the number that begins at `start`, or -1 where CPython 3.12 refuses it.
 * @param lenient as `tokenize` reads: leading zeros and letters right behind are no error
 */
export function readNumber(text: string, start: number, lenient: boolean): number {
  const first = text.charCodeAt(start);
  if (first === 48) {
    const mark = text.charCodeAt(start + 1) | 32;
    if (mark === 120) return digitsBehindPrefix(text, start + 2, isHexDigit, lenient);
    if (mark === 111) return digitsBehindPrefix(text, start + 2, (code) => code >= 48 && code <= 55, lenient);
    if (mark === 98) return digitsBehindPrefix(text, start + 2, (code) => code === 48 || code === 49, lenient);
  }
  let end = first === DOT ? start : decimalTail(text, start);
  if (end < 0) return -1;
  let isInteger = true;
  if (text.charCodeAt(end) === DOT) {
    isInteger = false;
    end++;
    if (isDigit(text.charCodeAt(end))) end = decimalTail(text, end);
    if (end < 0) return -1;
  }
  if ((text.charCodeAt(end) | 32) === LETTER_E) {
    const exponent = exponentEnd(text, end);
    if (exponent < 0) return -1;
    if (exponent === end) return isEndOfNumber(text, end, lenient) ? end : -1;
    isInteger = false;
    end = exponent;
  }
  if ((text.charCodeAt(end) | 32) === LETTER_J) {
    end++;
    isInteger = false;
  }
  if (isInteger && first === 48 && !lenient && /[1-9]/.test(text.slice(start, end))) return -1;
  return isEndOfNumber(text, end, lenient) ? end : -1;
}

/** Behind `e`: `at` itself when no exponent follows, -1 for a sign without digits. */
function exponentEnd(text: string, at: number): number {
  const next = text.charCodeAt(at + 1);
  if (next === 43 || next === 45) return isDigit(text.charCodeAt(at + 2)) ? decimalTail(text, at + 2) : -1;
  return isDigit(next) ? decimalTail(text, at + 1) : at;
}

function decimalTail(text: string, start: number): number {
  let end = start;
  for (;;) {
    while (isDigit(text.charCodeAt(end))) end++;
    if (text.charCodeAt(end) !== UNDERSCORE) return end;
    end++;
    if (!isDigit(text.charCodeAt(end))) return -1;
  }
}

function digitsBehindPrefix(text: string, start: number, isPart: (code: number) => boolean, lenient: boolean): number {
  let end = start;
  do {
    if (text.charCodeAt(end) === UNDERSCORE) end++;
    if (!isPart(text.charCodeAt(end))) return -1;
    while (isPart(text.charCodeAt(end))) end++;
  } while (text.charCodeAt(end) === UNDERSCORE);
  if (isDigit(text.charCodeAt(end))) return -1;
  return isEndOfNumber(text, end, lenient) ? end : -1;
}

function isEndOfNumber(text: string, end: number, lenient: boolean): boolean {
  return lenient || !isIdentifierPart(text.charCodeAt(end)) || FOLLOWERS.some((word) => text.startsWith(word, end));
}
