/** Shorter runs of letters, digits, `_` and `-` hold none of the tokens that are known by length alone. */
const MIN_RUN = 27;

const TOKEN_CHARS = new Uint8Array(128);
for (const char of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-") TOKEN_CHARS[char.charCodeAt(0)] = 1;

/** Where the next long run of token characters ends: a prefilter for tokens without a telling beginning. */
export function nextLongRun(text: string, from: number): number {
  let run = 0;
  for (let index = from; index < text.length; index++) {
    if (TOKEN_CHARS[text.charCodeAt(index)] === 1) run++;
    else if (run >= MIN_RUN) return index - 1;
    else run = 0;
  }
  return run >= MIN_RUN ? text.length - 1 : -1;
}
