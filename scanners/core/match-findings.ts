/** What a finding's identity across versions needs (`fingerprintsOf`). */
export interface Matchable {
  fingerprint: string;
  movedFingerprint: string;
}

export const CHANGES = ["new", "carried-over", "moved"] as const;
export type Change = (typeof CHANGES)[number];

export interface Matched<E> {
  change: Change;
  /** The same finding in the earlier result; null when it is new. */
  earlier: E | null;
}

/**
 * Pairs the findings of two results of one plugin: first those at the same place, then those whose code moved to another
 * file. Equal findings are told apart by their number only: of three where two were, one is new.
 *
 * @param later and earlier have fingerprints of the same key and an order of their own, by place, in which equal ones pair
 * @returns a word for each later finding, in their order, and the earlier ones that are gone
 */
export function matchFindings<E extends Matchable>(
  later: readonly Matchable[],
  earlier: readonly E[],
): { matches: Matched<E>[]; gone: E[] } {
  const matches = later.map((): Matched<E> => ({ change: "new", earlier: null }));
  const inPlace = pair(later, matches, earlier, "carried-over", (one) => one.fingerprint);
  const gone = pair(later, matches, inPlace, "moved", (one) => one.movedFingerprint);
  return { matches, gone };
}

/** Gives partners to those that have none yet, and returns the earlier ones that nobody took. */
function pair<E extends Matchable>(
  later: readonly Matchable[],
  matches: Matched<E>[],
  earlier: readonly E[],
  change: Change,
  key: (one: Matchable) => string,
): E[] {
  const waiting = Map.groupBy(earlier, key);
  const taken = new Set<E>();
  later.forEach((finding, index) => {
    if (matches[index]?.earlier) return;
    const partner = waiting.get(key(finding))?.shift();
    if (!partner) return;
    taken.add(partner);
    matches[index] = { change, earlier: partner };
  });
  return earlier.filter((one) => !taken.has(one));
}
