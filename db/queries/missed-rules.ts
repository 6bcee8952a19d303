import { desc, eq, sql } from "drizzle-orm";
import type { Executor } from "../context";
import { rulesetActivations, scans } from "../schema";

/** When the rules were changed since this scan began; null while those that it went by are in force. */
export async function getMissedRuleChange(db: Executor, scanId: string): Promise<Date | null> {
  const inForce = db
    .select({ digest: rulesetActivations.digest, activatedAt: rulesetActivations.activatedAt })
    .from(rulesetActivations)
    .orderBy(desc(rulesetActivations.id))
    .limit(1)
    .as("in_force");
  const [row] = await db
    .select({ isSame: sql<boolean>`${inForce.digest} = ${scans.rulesetDigest}`, activatedAt: inForce.activatedAt })
    .from(scans)
    .innerJoin(inForce, sql`true`)
    .where(eq(scans.id, scanId));
  return row && !row.isSame ? row.activatedAt : null;
}
