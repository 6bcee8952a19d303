import type { SeverityCase } from "../core/types";

/** Files that detect-secrets does not open (by name or ending) are searched too, but a hit there is only shown. */
const UNUSUAL_FILE: SeverityCase = { severity: "info", shape: ["skipped-by-tool"] };

/** Where `default` departs from a rule's default severity. The first case that fits decides. */
export const DEFAULT_CASES: Readonly<Record<string, readonly SeverityCase[]>> = {
  "bandit/B307": [{ severity: "warning", shape: ["literal"] }],
  "bandit/B602": [{ severity: "warning", toolSeverity: ["medium", "low"] }],
  "bandit/B605": [{ severity: "warning", toolSeverity: ["medium", "low"] }],
};

export function casesOf(ruleId: string): readonly SeverityCase[] {
  const own = DEFAULT_CASES[ruleId] ?? [];
  return ruleId.startsWith("secrets/") ? [UNUSUAL_FILE, ...own] : own;
}
