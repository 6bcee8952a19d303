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

/** Filters that look at the whole line; true lets all its values go. */
export function isIndirectReference(line: string): boolean {
  // Counted in characters, of which some are two units of a JavaScript string.
  if (line.length > 2 * MAX_REFERENCE_LINE || [...line].length > MAX_REFERENCE_LINE) return false;
  // `name = call(…)` or `name = map[…]`: what stands right of an assignment or comparison is no literal.
  for (const match of line.matchAll(/:=?|[!=]{1,3}/g)) {
    const rest = line.slice(match.index + match[0].length).trimStart();
    const callee = /^[\p{L}\p{N}_.-]+[[(]/u.exec(rest);
    if (callee && /[\])]/.test(untilVerticalTab(rest.slice(callee[0].length)))) return true;
  }
  return false;
}

function untilVerticalTab(text: string): string {
  const end = text.indexOf("\v");
  return end < 0 ? text : text.slice(0, end);
}

/** Whether a value is of a shape that is no secret. */
export function isHarmlessValue(value: string, line: string, isPattern: boolean): boolean {
  return (
    isSequence(value) ||
    UUID.test(value) ||
    (!isPattern && isLikelyId(value, line)) ||
    isTemplate(value) ||
    value[0] === "$" ||
    !/[A-Za-z]/.test(value)
  );
}

function isSequence(value: string): boolean {
  const upper = value.toUpperCase();
  return SEQUENCES.some((sequence) => sequence.includes(upper));
}

function isLikelyId(value: string, line: string): boolean {
  const index = line.indexOf(value);
  return index >= 0 && ID_BEFORE.test(line.slice(0, index));
}

function isTemplate(value: string): boolean {
  if (value.length === 0) return true;
  const first = value[0];
  const last = value[value.length - 1];
  if ((first === "{" && last === "}") || (first === "<" && last === ">")) return true;
  return first === "$" && (value.length === 1 || (value[1] === "{" && last === "}"));
}
