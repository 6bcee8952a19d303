import { eq, max } from "drizzle-orm";
import { type AppError, appError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import { changeRules as changed, objectionTo, type RuleChange, SITE_RULESET } from "@/scanners/ruleset/change-rule";
import type { Db, Tx } from "../context";
import { getRulesetByDigest, requireActiveRuleset } from "../queries/rulesets";
import { rulesets } from "../schema";
import { activateRuleset } from "./activate-ruleset";
import { inTransaction } from "./in-transaction";
import { lockRules } from "./lock-rules";
import { queueRulesetRollout } from "./queue-ruleset-rollout";
import { requireAdmin } from "./require-admin";

/** The number that the next ruleset of this site gets. */
export async function nextSiteVersion(db: Db | Tx): Promise<number> {
  const [row] = await db
    .select({ last: max(rulesets.version) })
    .from(rulesets)
    .where(eq(rulesets.name, SITE_RULESET));
  return (row?.last ?? 0) + 1;
}

const STALE = "The rules were changed in the meantime. Reload the page and look again.";

/**
 * Stores a ruleset in which some rules are set anew, and puts it in force.
 *
 * @param input.expectedDigest the ruleset whose change was looked at: when another one is in force by now, nothing happens
 * @param input.note why; must not be empty
 * @returns not-found unless an administrator asks, stale, invalid with words about what is in the way
 */
export function changeRules(
  db: Db,
  input: {
    person: { userId: string };
    changes: readonly RuleChange[];
    note: string;
    expectedDigest: string;
    requestId?: string;
  },
): Promise<Result<{ name: string; version: number }, AppError>> {
  return inTransaction(db, async (tx) => {
    const admin = await requireAdmin(tx, input.person);
    if (!admin.ok) return admin;
    await lockRules(tx);
    const active = await requireActiveRuleset(tx);
    if (active.digest !== input.expectedDigest) return appError("stale", STALE);
    const data = changed(active, input.changes, await nextSiteVersion(tx));
    if (typeof data === "string") return appError("invalid", data);
    await tx.insert(rulesets).values({ digest: data.digest, name: data.name, version: data.version, data });
    return activateRuleset(tx, { digest: data.digest, note: input.note, activatedBy: admin.value.userId });
  });
}

/**
 * Puts a stored ruleset in force, usually one that was so before.
 *
 * @param input.expectedDigest the ruleset in force when it was looked at what this changes
 * @returns not-found unless an administrator asks or without such a ruleset, stale, conflict when it is in force already, invalid with
 *   words about what this release does not allow any more
 */
export function putRulesetInForce(
  db: Db,
  input: { person: { userId: string }; digest: string; note: string; expectedDigest: string },
): Promise<Result<{ name: string; version: number }, AppError>> {
  return inTransaction(db, async (tx) => {
    const admin = await requireAdmin(tx, input.person);
    if (!admin.ok) return admin;
    const ruleset = await getRulesetByDigest(tx, input.digest);
    if (!ruleset) return appError("not-found", "There is no such ruleset.");
    await lockRules(tx);
    const active = await requireActiveRuleset(tx);
    if (active.digest !== input.expectedDigest) return appError("stale", STALE);
    const objection = objectionTo(ruleset);
    if (objection) return appError("invalid", objection);
    return activateRuleset(tx, { digest: input.digest, note: input.note, activatedBy: admin.value.userId });
  });
}

/** Has every verdict follow the ruleset in force, asked for by an administrator: after the job that does it gave up. */
export function startRulesetRollout(db: Db, input: { person: { userId: string } }): Promise<Result<null, AppError>> {
  return inTransaction(db, async (tx) => {
    const admin = await requireAdmin(tx, input.person);
    if (!admin.ok) return admin;
    await queueRulesetRollout(tx);
    return ok(null);
  });
}
