import { SPACE, WORD } from "./python-text";

/** What detect-secrets 1.5.0 lets go by default. Sources: filters/heuristic.py. */

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const DIGITS = "0123456789";
const SEQUENCES = [
  `${LETTERS}${LETTERS}${DIGITS}+/`,
  `${DIGITS}${LETTERS}${LETTERS}+/`,
  `${DIGITS}${LETTERS}${DIGITS}${LETTERS}`,
  `${DIGITS}${DIGITS}`,
  // Python's hexdigits hold both cases, so upper-casing gives the letters twice.
  "0123456789ABCDEFABCDEF0123456789ABCDEFABCDEF",
  `${LETTERS}=/`,
];
const UUID = /[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}/i;
const ID_BEFORE = /(?:^(?:id|myid|userid)|_id)s?[^a-z0-9]/i;
/** Longer lines are not looked at by the tool either. */
const MAX_REFERENCE_LINE = 1_000;

const CALLEE = new RegExp(`[${SPACE}]*[${WORD}.-]+[[(]`, "uy");

/** Filters that look at the whole line; true lets all its values go. */
export function isIndirectReference(line: string): boolean {
  // Counted in characters, of which some are two units of a JavaScript string.
  if (line.length > 2 * MAX_REFERENCE_LINE || [...line].length > MAX_REFERENCE_LINE) return false;
  // `name = call(…)` or `name = map[…]`: what stands right of an assignment or comparison is no literal.
  for (const match of line.matchAll(/:=?|[!=]{1,3}/g)) {
    CALLEE.lastIndex = match.index + match[0].length;
    const callee = CALLEE.exec(line);
    if (callee && /[\])]/.test(untilVerticalTab(line.slice(CALLEE.lastIndex)))) return true;
  }
  return false;
}

function untilVerticalTab(text: string): string {
  const end = text.indexOf("\v");
  return end < 0 ? text : text.slice(0, end);
}

/**
 * Whether a value is of a shape that is no secret.
 *
 * @param ids of the value's line. @param needsLetters false where values without letters are kept.
 */
export function isHarmlessValue(value: string, start: number, ids: LineIds, isPattern: boolean, needsLetters = true): boolean {
  return (
    isSequence(value) ||
    UUID.test(value) ||
    (!isPattern && ids.isBefore(value, start)) ||
    isTemplate(value) ||
    value[0] === "$" ||
    (needsLetters && !/[A-Za-z]/.test(value))
  );
}

/** In longer lines a value is looked for at its own place only, not also further left: time must not grow with the square. */
const MAX_ID_LINE = 100_000;

/** Names of ids on one line: what stands behind one is likely an id. */
export class LineIds {
  private end: number | undefined;

  constructor(private readonly line: string) {}

  /** Whether the value, where it stands first on the line, has the name of an id before it. */
  isBefore(value: string, start: number): boolean {
    if (this.end === undefined) {
      const first = ID_BEFORE.exec(this.line);
      this.end = first ? first.index + first[0].length : Number.POSITIVE_INFINITY;
    }
    if (start < this.end) return false;
    return (this.line.length > MAX_ID_LINE ? start : this.line.indexOf(value)) >= this.end;
  }
}

function isSequence(value: string): boolean {
  const upper = value.toUpperCase();
  return SEQUENCES.some((sequence) => sequence.includes(upper));
}

function isTemplate(value: string): boolean {
  if (value.length === 0) return true;
  const first = value[0];
  const last = value[value.length - 1];
  if ((first === "{" && last === "}") || (first === "<" && last === ">")) return true;
  return first === "$" && (value.length === 1 || (value[1] === "{" && last === "}"));
}
