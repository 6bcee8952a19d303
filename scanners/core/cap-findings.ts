import type { Severity, Suppression } from "./types";

/** More findings of one rule are counted, not listed. */
export const MAX_FINDINGS_PER_RULE = 500;

export interface Capped<T> {
  listed: T[];
  /** How many more there are, per rule. */
  omitted: Record<string, number>;
  /** How many of these are critical and not suppressed in a way that lifts them. */
  omittedCritical: number;
}

interface Facts {
  ruleId: string;
  severity: Severity;
  suppression: Suppression | undefined;
}

/**
 * Lists up to `cap` findings of each rule: critical ones before all others, hidden or not, so that no verdict and no decision about one hangs
 * on how many harmless places stand before it. What is listed stays in its order. A cut of cuts is the cut of all.
 *
 * @param all sorted by place
 */
export function capFindings<T>(all: readonly T[], cap: number, factsOf: (one: T) => Facts): Capped<T> {
  const facts = all.map(factsOf);
  const criticals = new Map<string, number>();
  for (const { ruleId, severity } of facts) if (severity === "critical") criticals.set(ruleId, (criticals.get(ruleId) ?? 0) + 1);
  const taken = { critical: new Map<string, number>(), other: new Map<string, number>() };
  const capped: Capped<T> = { listed: [], omitted: {}, omittedCritical: 0 };
  for (const [index, one] of all.entries()) {
    const { ruleId, severity, suppression } = facts[index] as Facts;
    const isCritical = severity === "critical";
    const counts = isCritical ? taken.critical : taken.other;
    const before = counts.get(ruleId) ?? 0;
    counts.set(ruleId, before + 1);
    if (before < (isCritical ? cap : cap - (criticals.get(ruleId) ?? 0))) capped.listed.push(one);
    else {
      capped.omitted[ruleId] = (capped.omitted[ruleId] ?? 0) + 1;
      if (isCritical && !isLifted(suppression)) capped.omittedCritical += 1;
    }
  }
  return capped;
}

/** Whether a suppression lifts a critical finding. */
const isLifted = (suppression: Suppression | undefined): boolean => suppression?.by === "pragma" && suppression.ruleSpecific;
