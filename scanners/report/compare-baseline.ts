import { type Change, matchFindings } from "../core/match-findings";
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
  const { matches, gone } = matchFindings(findings, baseline);
  const changes = matches.map((match) => match.change);
  const count = (change: Change) => changes.filter((one) => one === change).length;
  const counts = { new: count("new"), carriedOver: count("carried-over"), moved: count("moved"), fixed: gone.length };
  return { changes, fixed: gone, counts, hasOtherRules };
}
