import type { ReportChoice, ReportState } from "@/lib/domain/report-choice";
import { ruleById } from "@/scanners/ruleset/rules";
import type { FixedFinding } from "./finding-memory";
import { type ReportPlace, whoseCode } from "./report-places";

/** How many findings each choice of a filter would show, the other filters being as they are. */
export interface ReportCounts {
  severity: Record<string, number>;
  check: Record<string, number>;
  where: Record<string, number>;
  state: Record<string, number>;
}

type Filter = keyof ReportCounts | "path" | "rule";

const FILTERS: Record<Filter, (place: ReportPlace, wanted: string) => boolean> = {
  severity: (place, wanted) => place.severity === wanted,
  check: (place, wanted) => place.checkId === wanted,
  where: (place, wanted) => whoseCode(place) === wanted,
  state: (place, wanted) => statesOf(place).some((state) => state === wanted),
  path: (place, wanted) => place.path.toLowerCase().includes(wanted.toLowerCase()),
  rule: (place, wanted) => place.ruleId === wanted,
};

/** What is new counts as open too. */
function statesOf({ standing, memory }: ReportPlace): ReportState[] {
  return standing === "open" && memory?.state === "new" ? ["open", "new"] : [standing];
}

/** @param except a filter that is not asked, for the counts of its own choices */
export function matches(place: ReportPlace, choice: ReportChoice, except?: Filter): boolean {
  return (Object.keys(FILTERS) as Filter[]).every((filter) => {
    const wanted = choice[filter];
    return wanted === undefined || filter === except || FILTERS[filter](place, wanted);
  });
}

/**
 * Whether what was fixed fits: it is shown where everything is, where fixed ones are asked for, and where nothing is
 * asked that is not known of it (whose code it was in).
 */
export function matchesFixed({ ruleId, severity, path }: FixedFinding, choice: ReportChoice, except?: "state"): boolean {
  return (
    choice.where === undefined &&
    (choice.state === undefined || choice.state === "fixed" || except === "state") &&
    (choice.severity === undefined || choice.severity === severity) &&
    (choice.check === undefined || choice.check === ruleById(ruleId)?.checkId) &&
    (choice.rule === undefined || choice.rule === ruleId) &&
    (choice.path === undefined || path.toLowerCase().includes(choice.path.toLowerCase()))
  );
}

export function countChoices(places: readonly ReportPlace[], fixed: readonly FixedFinding[], choice: ReportChoice): ReportCounts {
  const tally = (filter: keyof ReportCounts, valuesOf: (place: ReportPlace) => readonly string[]) => {
    const counts: Record<string, number> = {};
    for (const place of places)
      if (matches(place, choice, filter)) for (const value of valuesOf(place)) counts[value] = (counts[value] ?? 0) + 1;
    return counts;
  };
  return {
    severity: tally("severity", (place) => [place.severity]),
    check: tally("check", (place) => [place.checkId]),
    where: tally("where", (place) => [whoseCode(place)]),
    state: { ...tally("state", statesOf), fixed: fixed.filter((one) => matchesFixed(one, choice, "state")).length },
  };
}
