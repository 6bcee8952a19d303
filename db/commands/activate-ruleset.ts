import { eq } from "drizzle-orm";
import { type AppError, appError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import type { Executor } from "../context";
import { getActiveRuleset } from "../queries/rulesets";
import { rulesetActivations, rulesets } from "../schema";
import { lockRules } from "./lock-rules";
import { queueRulesetRollout } from "./queue-ruleset-rollout";

/**
 * Puts a stored ruleset in force for scans that start from now on, and has verdicts follow (`applyRuleset`): until its own has, no
 * version becomes public. What is public stays so.
 *
 * @param input.note why, for those who read the history later; must not be empty
 * @param input.activatedBy null when it was done on the server's command line
 * @returns not-found for an unknown digest, invalid without a note, conflict when it is in force already
 */
export async function activateRuleset(
  db: Executor,
  input: { digest: string; note: string; activatedBy: string | null },
): Promise<Result<{ name: string; version: number }, AppError>> {
  const note = input.note.trim();
  if (!note) return appError("invalid", "Say why, in a note: it is kept with the change.");
  return db.transaction(async (tx) => {
    const [row] = await tx
      .select({ name: rulesets.name, version: rulesets.version })
      .from(rulesets)
      .where(eq(rulesets.digest, input.digest));
    if (!row) return appError("not-found", "There is no such ruleset.");
    await lockRules(tx);
    const active = await getActiveRuleset(tx);
    if (active?.digest === input.digest) return appError("conflict", `${row.name} version ${row.version} is in force already.`);
    await tx.insert(rulesetActivations).values({ digest: input.digest, note, activatedBy: input.activatedBy });
    await queueRulesetRollout(tx);
    return ok(row);
  });
}
