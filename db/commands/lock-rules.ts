import { sql } from "drizzle-orm";
import type { Tx } from "../context";

/**
 * Keeps the ruleset in force as it is until the transaction ends: any number of publications hold it together, a change of the rules waits
 * for all of them, and they for it. Whoever reads the ruleset in force after this reads the one that still is in force at commit.
 * SQL takes the same lock by itself (db/migrations/0025_rules_in_force.sql), so that nothing gets around it.
 */
export async function holdRules(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock_shared(hashtextextended('rules-in-force', 0))`);
}

/** Makes changes of the rules happen one after the other, each after the publications that rely on those before it. */
export async function lockRules(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('rules-in-force', 0))`);
}
