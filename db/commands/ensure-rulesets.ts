import { desc, eq } from "drizzle-orm";
import { DEFAULT_RULESET, RULESETS } from "@/scanners/ruleset/rulesets";
import type { Executor } from "../context";
import { listRolloutTargets } from "../queries/ruleset-rollout";
import { rulesetActivations, rulesets } from "../schema";
import { lockRules } from "./lock-rules";
import { queueRulesetRollout } from "./queue-ruleset-rollout";

/** Marks an activation that nobody chose. Such a one follows the shipped default; a person's choice stays until a person changes it. */
const AUTOMATIC_NOTE = "Shipped default, in force until another one is chosen.";

/**
 * Stores the rulesets that this release ships and puts the default in force when none is, or when the one in force is
 * an older shipped default that nobody chose: rules that came with an update would otherwise be unknown to it, and off.
 * Has verdicts follow where they are behind the rules in force. Safe to call at every start and from several processes.
 */
export async function ensureRulesets(db: Executor): Promise<void> {
  await db.transaction(async (tx) => {
    // Web and worker may start at the same moment.
    await lockRules(tx);
    await tx
      .insert(rulesets)
      .values(RULESETS.map((data) => ({ digest: data.digest, name: data.name, version: data.version, data })))
      .onConflictDoNothing();
    const [active] = await tx
      .select({ digest: rulesetActivations.digest, note: rulesetActivations.note, version: rulesets.version })
      .from(rulesetActivations)
      .innerJoin(rulesets, eq(rulesets.digest, rulesetActivations.digest))
      .orderBy(desc(rulesetActivations.id))
      .limit(1);
    const isOutdated =
      active?.note === AUTOMATIC_NOTE && active.digest !== DEFAULT_RULESET.digest && active.version <= DEFAULT_RULESET.version;
    const isReplaced = !active || isOutdated;
    if (isReplaced) await tx.insert(rulesetActivations).values({ digest: DEFAULT_RULESET.digest, note: AUTOMATIC_NOTE });
    const inForce = isReplaced ? DEFAULT_RULESET.digest : active.digest;
    if (isOutdated || (await listRolloutTargets(tx, inForce, 1)).length > 0) await queueRulesetRollout(tx);
  });
}
