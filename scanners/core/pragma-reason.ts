const SEPARATORS = /^[\s,;:.#([–—-]+/;
const WORD = /^[a-z\d_]+/i;
const MOST_CHARACTERS = 200;

/**
 * Why an author says that a finding is intended: the words behind a pragma and its codes, after a dash, a colon, a bracket, another `#`
 * or nothing at all, as people write them. The tools themselves read no reasons.
 *
 * @param text what stands behind the pragma's name
 * @param isCode whether a word is one of the names that say what is hidden
 * @returns undefined where nothing is said: codes alone, or punctuation
 */
export function pragmaReason(text: string, isCode: (word: string) => boolean): string | undefined {
  let rest = text.slice(0, 1_000).replace(SEPARATORS, "");
  for (let word = WORD.exec(rest)?.[0]; word !== undefined && isCode(word); word = WORD.exec(rest)?.[0])
    rest = rest.slice(word.length).replace(SEPARATORS, "");
  const words = rest.replace(/^because\s+/i, "").trim();
  const reason = words.endsWith(")") && !words.includes("(") ? words.slice(0, -1).trimEnd() : words;
  return /\p{L}{3}/u.test(reason) ? reason.slice(0, MOST_CHARACTERS) : undefined;
}
