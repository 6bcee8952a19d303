import { jobKeys } from "@/lib/jobs";
import type { Tx } from "../context";
import { enqueue } from "../enqueue";

/** Has every verdict follow the ruleset in force (db/commands/apply-ruleset.ts); one such job waits at a time. */
export const queueRulesetRollout = (tx: Tx, runAt?: Date): Promise<void> =>
  enqueue(tx, "apply_ruleset", {}, { jobKey: jobKeys.applyRuleset(), priority: 10, ...(runAt ? { runAt } : {}) });
