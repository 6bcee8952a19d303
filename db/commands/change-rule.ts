import { eq, max } from "drizzle-orm";
import { type AppError, appError } from "@/lib/errors";
import { jobKeys } from "@/lib/jobs";
import { ok, type Result } from "@/lib/result";
import { changeRule as changed, type RuleSetting, SITE_RULESET } from "@/scanners/ruleset/change-rule";
import type { Db, Tx } from "../context";
import { enqueue } from "../enqueue";
import { requireActiveRuleset } from "../queries/rulesets";
import { rulesets } from "../schema";
import { activateRuleset } from "./activate-ruleset";
import { inTransaction } from "./in-transaction";
import { requireAdmin } from "./require-admin";

/** The number that the next ruleset of this site gets. */
export async function nextSiteVersion(db: Db | Tx): Promise<number> {
  const [row] = await db
    .select({ last: max(rulesets.version) })
    .from(rulesets)
    .where(eq(rulesets.name, SITE_RULESET));
  return (row?.last ?? 0) + 1;
}

/**
 * Stores a ruleset in which one rule is set anew, puts it in force, and has the badges follow (`applyRuleset`).
 *
 * @param input.expectedDigest the ruleset whose change was looked at: when another one is in force by now, nothing happens
 * @param input.note why; must not be empty
 * @returns not-found unless an administrator asks, stale, invalid with words about what is in the way
 */
export function changeRule(
  db: Db,
  input: {
    person: { userId: string };
    ruleId: string;
    setting: RuleSetting;
    note: string;
    expectedDigest: string;
    requestId?: string;
  },
): Promise<Result<{ name: string; version: number }, AppError>> {
  return inTransaction(db, async (tx) => {
    const admin = await requireAdmin(tx, input.person);
    if (!admin.ok) return admin;
    const active = await requireActiveRuleset(tx);
    if (active.digest !== input.expectedDigest)
      return appError("stale", "The rules were changed in the meantime. Reload the page and look again.");
    const data = changed(active, input.ruleId, input.setting, await nextSiteVersion(tx));
    if (typeof data === "string") return appError("invalid", data);
    await tx.insert(rulesets).values({ digest: data.digest, name: data.name, version: data.version, data });
    const done = await activateRuleset(tx, { digest: data.digest, note: input.note, activatedBy: admin.value.userId });
    if (done.ok) await queueRulesetRollout(tx);
    return done;
  });
}

/** Has every badge follow the ruleset in force; one such job waits at a time. */
export const queueRulesetRollout = (tx: Tx, runAt?: Date): Promise<void> =>
  enqueue(tx, "apply_ruleset", {}, { jobKey: jobKeys.applyRuleset(), priority: 10, ...(runAt ? { runAt } : {}) });

/** The same, asked for by an administrator: after a ruleset was activated on the command line, or by an update. */
export function startRulesetRollout(db: Db, input: { person: { userId: string } }): Promise<Result<null, AppError>> {
  return inTransaction(db, async (tx) => {
    const admin = await requireAdmin(tx, input.person);
    if (!admin.ok) return admin;
    await queueRulesetRollout(tx);
    return ok(null);
  });
}
