import { capFindings, MAX_FINDINGS_PER_RULE } from "./cap-findings";
import type { CheckOutcome, Coverage } from "./types";

type Finished = Extract<CheckOutcome, { state: "finished" }>;

/**
 * Makes one outcome of what the shares of a package gave for one check: the same as if one process had looked at all files.
 * Errored as soon as one share is, with the first one's reason: a part of a result is none.
 *
 * @param outcomes of one check, in the shares' order, at least one
 */
export function mergeOutcomes(outcomes: readonly CheckOutcome[], cap = MAX_FINDINGS_PER_RULE): CheckOutcome {
  const [first] = outcomes;
  if (!first) throw new Error("there is no outcome to merge");
  if (outcomes.length === 1) return first;
  const durationMs = Math.max(...outcomes.map((one) => one.durationMs));
  const finished: Finished[] = [];
  for (const one of outcomes) {
    if (one.state === "errored") return { ...one, durationMs };
    finished.push(one);
  }
  const coverages = finished.flatMap((one) => one.coverage ?? []);
  return {
    checkId: first.checkId,
    state: "finished",
    ...mergeFindings(finished, cap),
    ...(coverages.length > 0 ? { coverage: coverages.reduce(sum) } : {}),
    durationMs,
  };
}

/** What is listed of all is listed by its share too (`capFindings`). */
function mergeFindings(outcomes: readonly Finished[], cap: number): Pick<Finished, "findings" | "omitted" | "omittedCritical"> {
  // A path lies in one share, and sorting keeps the order inside it.
  const all = outcomes.flatMap((one) => one.findings).sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const { listed, ...cut } = capFindings(all, cap, ({ ruleId, severity, suppression }) => ({ ruleId, severity, suppression }));
  const omitted: Record<string, number> = {};
  for (const one of [...outcomes, cut])
    for (const [ruleId, count] of Object.entries(one.omitted)) omitted[ruleId] = (omitted[ruleId] ?? 0) + count;
  const omittedCritical = [...outcomes, cut].reduce((total, one) => total + one.omittedCritical, 0);
  return { findings: listed, omitted: sorted(omitted), omittedCritical };
}

/** In an order that does not tell which share was first. */
function sorted(omitted: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(omitted).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function sum(a: Coverage, b: Coverage): Coverage {
  return {
    filesAnalysed: a.filesAnalysed + b.filesAnalysed,
    filesNotAnalysed: a.filesNotAnalysed + b.filesNotAnalysed,
    bytesAnalysed: a.bytesAnalysed + b.bytesAnalysed,
    bytesNotAnalysed: a.bytesNotAnalysed + b.bytesNotAnalysed,
  };
}
