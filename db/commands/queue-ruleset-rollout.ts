import { jobKeys } from "@/lib/jobs";
import type { Tx } from "../context";
import { enqueue } from "../enqueue";
import { hasMissedRules } from "../queries/missed-rules";

/** Has every verdict follow the ruleset in force (db/commands/apply-ruleset.ts); one such job waits at a time. */
export const queueRulesetRollout = (tx: Tx, runAt?: Date): Promise<void> =>
  enqueue(tx, "apply_ruleset", {}, { jobKey: jobKeys.applyRuleset(), priority: 10, ...(runAt ? { runAt } : {}) });

/**
 * The same where a plugin has something to follow. Older public versions and deleted plugins keep the verdict of their time; what comes
 * to stand for a plugin, or may come back, has one of today.
 */
export async function followRules(tx: Tx, pluginId: number): Promise<void> {
  if (await hasMissedRules(tx, pluginId)) await queueRulesetRollout(tx);
}
