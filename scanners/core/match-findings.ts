import { MASK } from "./mask";
import type { Snippet } from "./types";

/** What a finding's identity across versions needs. */
export interface Matchable {
  ruleId: string;
  path: string;
  /** 0: about the file as a whole. */
  line: number;
  /** See `fingerprintsOf`. */
  fingerprint: string;
  movedFingerprint: string;
  snippet?: Snippet | null;
}

export const CHANGES = ["new", "carried-over", "moved"] as const;
export type Change = (typeof CHANGES)[number];

export interface Matched<E> {
  change: Change;
  /** The same finding in the earlier result; null when it is new. */
  earlier: E | null;
}

/** What makes two findings the same one, the surest first. A finding without a key takes no part. */
const STEPS: readonly { change: Change; key: (one: Matchable) => string | null }[] = [
  { change: "carried-over", key: (one) => one.fingerprint },
  // The file has other content, and what was said of it as a whole still holds.
  { change: "carried-over", key: (one) => (one.line === 0 ? `${one.ruleId} ${one.path}` : null) },
  // Of several files with the same statement, the one that kept its name when its folder changed.
  { change: "moved", key: (one) => `${one.movedFingerprint} ${one.path.slice(one.path.lastIndexOf("/") + 1)}` },
  { change: "moved", key: (one) => one.movedFingerprint },
  // The function or class around it has another name.
  { change: "carried-over", key: keyOfText },
];

/**
 * Pairs the findings of two results of one plugin. Equal findings are told apart by their number only: of three where two
 * were, one is new. Good for saying what is new; whether a decision still holds is asked of the fingerprint alone.
 *
 * @param later and earlier have fingerprints of the same key and are in order of their places, in which equal ones pair
 * @returns a word for each later finding, in their order, and the earlier ones that are gone
 */
export function matchFindings<E extends Matchable>(
  later: readonly Matchable[],
  earlier: readonly E[],
): { matches: Matched<E>[]; gone: E[] } {
  const matches = later.map((): Matched<E> => ({ change: "new", earlier: null }));
  let gone = [...earlier];
  for (const step of STEPS) gone = pair(later, matches, gone, step);
  return { matches, gone };
}

/** Gives partners to those that have none yet, and returns the earlier ones that nobody took. */
function pair<E extends Matchable>(
  later: readonly Matchable[],
  matches: Matched<E>[],
  earlier: readonly E[],
  { change, key }: (typeof STEPS)[number],
): E[] {
  const waiting = Map.groupBy(earlier, key);
  const taken = new Set<E>();
  later.forEach((finding, index) => {
    if (matches[index]?.earlier) return;
    const own = key(finding);
    const partner = own === null ? undefined : waiting.get(own)?.shift();
    if (!partner) return;
    taken.add(partner);
    matches[index] = { change, earlier: partner };
  });
  return earlier.filter((one) => !taken.has(one));
}

/** Masked texts look alike and need not be: another secret is another finding. */
function keyOfText({ ruleId, path, snippet }: Matchable): string | null {
  if (!snippet) return null;
  const text = snippet.lines
    .slice(snippet.markStart, snippet.markEnd + 1)
    .join("")
    .replace(/\s+/g, "");
  return text === "" || text.includes(MASK) ? null : JSON.stringify([ruleId, path, text]);
}
