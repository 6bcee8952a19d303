import type { CheckId, Severity } from "@/scanners/core/types";
import { type ReportPlace, whoseCode } from "./report-places";

/** What an author has to do about a rule's places: the gravest of them decides. */
export type RuleGroup = "fix" | "consider" | "note" | "kept";

export interface RuleCounts {
  /** Places of the choice. */
  total: number;
  open: number;
  /** Of the open ones, how many are of each severity. */
  bySeverity: Record<Severity, number>;
  /** Suppressed, acknowledged or accepted. */
  kept: number;
  /** Of the open ones, against the version before. Both 0 when there was none. */
  new: number;
  carriedOver: number;
}

export interface GroupedRule {
  ruleId: string;
  checkId: CheckId;
  severity: Severity;
  group: RuleGroup;
  counts: RuleCounts;
  /** The most urgent first. */
  places: ReportPlace[];
}

const GRAVITY: Record<Severity, number> = { critical: 0, warning: 1, info: 2 };
export const byGravity = (a: { severity: Severity }, b: { severity: Severity }): number => GRAVITY[a.severity] - GRAVITY[b.severity];

const OPEN_GROUPS = { critical: "fix", warning: "consider", info: "note" } as const;
const GROUP_ORDER: readonly RuleGroup[] = ["fix", "consider", "note", "kept"];

const NEARNESS: Record<ReportPlace["pathClass"], number> = { own: 0, test: 1, vendored: 2 };

/**
 * What must be fixed stands before what only may be, news before what was there, the author's own code before that of
 * others, and what is kept at the end.
 */
function weight(place: ReportPlace): number {
  const { standing, severity, memory } = place;
  const isOld = memory !== null && memory.state !== "new";
  const urgency = standing === "open" ? GRAVITY[severity] * 2 + (isOld ? 1 : 0) : 6 + GRAVITY[severity];
  return urgency * 3 + NEARNESS[whoseCode(place)];
}

/** Places by rule, the rule with the most urgent place first. */
export function groupByRule(places: readonly ReportPlace[]): GroupedRule[] {
  return [...Map.groupBy(places, (place) => place.ruleId)]
    .map(([ruleId, own]) => toGroupedRule(ruleId, own))
    .sort((a, b) => GROUP_ORDER.indexOf(a.group) - GROUP_ORDER.indexOf(b.group) || byGravity(a, b) || (a.ruleId < b.ruleId ? -1 : 1));
}

function countBySeverity(places: readonly ReportPlace[]): Record<Severity, number> {
  const counts = { critical: 0, warning: 0, info: 0 };
  for (const place of places) counts[place.severity] += 1;
  return counts;
}

function toGroupedRule(ruleId: string, own: readonly ReportPlace[]): GroupedRule {
  const places = own.toSorted((a, b) => weight(a) - weight(b));
  const open = places.filter((place) => place.standing === "open");
  const { checkId, severity } = places[0] as ReportPlace;
  return {
    ...{ ruleId, checkId, severity },
    group: open.length > 0 ? OPEN_GROUPS[severity] : "kept",
    counts: {
      total: places.length,
      open: open.length,
      bySeverity: countBySeverity(open),
      kept: places.length - open.length,
      new: open.filter((place) => place.memory?.state === "new").length,
      carriedOver: open.filter((place) => place.memory && place.memory.state !== "new").length,
    },
    places,
  };
}
