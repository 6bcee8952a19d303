/** Further apart than this, a word is another one and no slip of the fingers. */
const MAX_DISTANCE = 3;
/** Longer words are not compared: nothing that can be chosen is as long. */
const MAX_LENGTH = 80;

/**
 * What was probably meant: the candidates nearest to a mistyped word, upper and lower case being equal.
 * @returns up to `limit`, the nearest first; none when nothing is near
 */
export function nearest(word: string, candidates: readonly string[], limit = 3): string[] {
  const wanted = word.toLowerCase();
  if (wanted.length > MAX_LENGTH) return [];
  const limitFor = Math.min(MAX_DISTANCE, Math.ceil(wanted.length / 3));
  return candidates
    .map((candidate) => ({ candidate, distance: distanceBetween(wanted, candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= limitFor)
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, limit)
    .map(({ candidate }) => candidate);
}

/** " Did you mean x or y?", or nothing. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const found = nearest(word, candidates);
  return found.length > 0 ? ` Did you mean ${found.join(" or ")}?` : "";
}

/** Levenshtein's distance, row by row. */
function distanceBetween(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
