import { sql } from "drizzle-orm";
import type { Tx } from "../context";

/**
 * Makes what changes the verdicts of a plugin happen one after the other, until the transaction ends: a scan that
 * concludes, and a decision about a finding. Each reads all decisions and writes verdicts; side by side, a version could
 * be let through by an acceptance that is withdrawn at this moment. Taken before any version's row, so nobody waits in a ring.
 */
export async function lockVerdicts(tx: Tx, pluginId: number): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`verdicts:${pluginId}`}, 0))`);
}
