import { matchFindings } from "@/scanners/core/match-findings";
import type { Finding } from "@/scanners/core/types";
import type { Fate } from "./line-map";

export const JUDGEMENTS = [
  /** Both say: the same finding. */
  "same",
  /** The line is there, unchanged, with the same rule at it; the matching says fixed and new. */
  "missed",
  /** Matched with another place than the one that the line went to. */
  "other-place",
  /** Matched, though the line changed or its file is gone. */
  "beyond-diff",
  /** Not matched; its line changed, and a new finding of the rule stands among the lines that took its place. */
  "rewritten",
  /** Not matched, and nothing of the rule is where its line went or was. */
  "gone",
] as const;
export type Judgement = (typeof JUDGEMENTS)[number];

export interface Judged {
  judgement: Judgement;
  before: Finding;
  /** What the matching says it is now. */
  matched: Finding | null;
  /** Where the diff says that it is now. */
  there: Finding | null;
  fate: Fate;
}

/** Compares the matching with the diff, for each finding of the earlier version. */
export function judgeMatches(
  earlier: readonly Finding[],
  later: readonly Finding[],
  fateOf: (path: string, line: number) => Fate,
): Judged[] {
  const { matches } = matchFindings(later, earlier);
  const partner = new Map(matches.flatMap((match, index) => (match.earlier ? [[match.earlier, later[index] as Finding] as const] : [])));
  const at = Map.groupBy(later, placeOf);
  const fresh = later.filter((_, index) => matches[index]?.change === "new");
  return earlier.map((before): Judged => {
    const fate = fateOf(before.path, before.line);
    const matched = partner.get(before) ?? null;
    const candidates = fate.kind === "there" ? (at.get(placeOf({ ...before, ...fate })) ?? []) : [];
    const isThere = matched !== null && candidates.includes(matched);
    const there = isThere ? matched : (candidates[0] ?? null);
    const heir = matched === null ? (fresh.find((one) => one.ruleId === before.ruleId && isAmong(one, fate)) ?? null) : null;
    return { before, matched, there: there ?? heir, fate, judgement: word({ matched, there, isThere, heir }) };
  });
}

const placeOf = ({ ruleId, path, line }: Pick<Finding, "ruleId" | "path" | "line">): string => `${ruleId} ${path}:${line}`;

const isAmong = ({ path, line }: Finding, fate: Fate): boolean =>
  fate.kind === "changed" && fate.path === path && line >= fate.first && line <= fate.last;

function word(facts: { matched: Finding | null; there: Finding | null; isThere: boolean; heir: Finding | null }): Judgement {
  const { matched, there, isThere, heir } = facts;
  if (isThere) return "same";
  if (matched) return there ? "other-place" : "beyond-diff";
  if (there) return "missed";
  return heir ? "rewritten" : "gone";
}
