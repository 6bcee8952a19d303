export interface Run {
  start: number;
  end: number;
}

/**
 * The next run of at least `minLength` characters of an alphabet, at or behind `from`; null when there is none. Looks at
 * one character in `minLength` first: where that is none of the alphabet, no long run can cover it.
 *
 * @param isMember by character code, for codes below 128.
 */
export function nextRun(text: string, from: number, isMember: Uint8Array, minLength: number): Run | null {
  let floor = from;
  for (let at = from + minLength - 1; at < text.length; ) {
    if (isMember[text.charCodeAt(at)] !== 1) {
      at += minLength;
      continue;
    }
    let start = at;
    while (start > floor && isMember[text.charCodeAt(start - 1)] === 1) start--;
    let end = at + 1;
    while (isMember[text.charCodeAt(end)] === 1) end++;
    if (end - start >= minLength) return { start, end };
    floor = end;
    at = end + minLength;
  }
  return null;
}

/** Shorter runs of letters, digits, `_` and `-` hold none of the tokens that are known by length alone. */
const MIN_RUN = 27;

const TOKEN_CHARS = new Uint8Array(128);
for (const char of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-") TOKEN_CHARS[char.charCodeAt(0)] = 1;

/** Where the next long run of token characters begins: a prefilter for tokens without a telling beginning. */
export function nextLongRun(text: string, from: number): number {
  return nextRun(text, from, TOKEN_CHARS, MIN_RUN)?.start ?? -1;
}

/** Beyond ASCII everything counts: to patterns that do not count case, some such letters are equal to plain ones. */
const TOKEN_OR_OTHER = new Uint8Array(0x10000).fill(1, 128);
TOKEN_OR_OTHER.set(TOKEN_CHARS);

/** Whether so many letters, digits, `_` and `-` stand in a row, or characters beyond ASCII among them. */
export function hasTokenRun(line: string, minLength: number): boolean {
  return nextRun(line, 0, TOKEN_OR_OTHER, minLength) !== null;
}
