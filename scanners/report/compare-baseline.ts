import type { Finding } from "../core/types";

/** A finding as an earlier report tells of it. */
export interface BaselineFinding {
  ruleId: string;
  path: string;
  line: number;
  message: string;
  fingerprint: string;
  movedFingerprint: string;
}

export type Change = "new" | "carried-over" | "moved";

export interface Comparison {
  /** One word for each finding, in their order. */
  changes: readonly Change[];
  /** What the earlier report has and this one has not. */
  fixed: readonly BaselineFinding[];
  counts: { new: number; carriedOver: number; moved: number; fixed: number };
  /** The earlier report came from other rules or another engine: some differences are theirs, not the author's. */
  hasOtherRules: boolean;
}

/**
 * Which findings are new, which were there before, which moved to another file, and which are gone. Equal findings are
 * told apart by their number only. Findings that the author suppressed take part: they are still in the code.
 *
 * @param findings and baseline must have fingerprints of the same key
 */
export function compareWithBaseline(
  findings: readonly Finding[],
  baseline: readonly BaselineFinding[],
  hasOtherRules: boolean,
): Comparison {
  const changes: Change[] = findings.map(() => "new");
  const inPlace = matching(findings, baseline, (one) => one.fingerprint);
  for (const index of inPlace.found) changes[index] = "carried-over";
  const remaining = findings.map((finding, index) => (inPlace.found.has(index) ? null : finding));
  const moved = matching(remaining, inPlace.left, (one) => one.movedFingerprint);
  for (const index of moved.found) changes[index] = "moved";
  const counts = {
    new: findings.length - inPlace.found.size - moved.found.size,
    carriedOver: inPlace.found.size,
    moved: moved.found.size,
    fixed: moved.left.length,
  };
  return { changes, fixed: moved.left, counts, hasOtherRules };
}

type Keyed = Pick<BaselineFinding, "fingerprint" | "movedFingerprint">;

function matching(findings: readonly (Keyed | null)[], baseline: readonly BaselineFinding[], key: (one: Keyed) => string) {
  const waiting = Map.groupBy(baseline, key);
  const matched = new Set<BaselineFinding>();
  const found = new Set<number>();
  findings.forEach((finding, index) => {
    const one = finding && waiting.get(key(finding))?.shift();
    if (!one) return;
    matched.add(one);
    found.add(index);
  });
  return { found, left: baseline.filter((one) => !matched.has(one)) };
}
