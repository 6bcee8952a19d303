import { and, desc, eq, isNotNull, ne, sql } from "drizzle-orm";
import type { Executor } from "../context";
import { rulesetActivations, scans, versions } from "../schema";

/** When the rules were changed since this scan began; null while those that it went by are in force. */
export async function getMissedRuleChange(db: Executor, scanId: string): Promise<Date | null> {
  const inForce = rulesInForce(db);
  const [row] = await db
    .select({ isSame: sql<boolean>`${inForce.digest} = ${scans.rulesetDigest}`, activatedAt: inForce.activatedAt })
    .from(scans)
    .innerJoin(inForce, sql`true`)
    .where(eq(scans.id, scanId));
  return row && !row.isSame ? row.activatedAt : null;
}

/** Whether any version of a plugin was judged by rules that are not in force any more. */
export async function hasMissedRules(db: Executor, pluginId: number): Promise<boolean> {
  const inForce = rulesInForce(db);
  const rows = await db
    .select({ one: sql`1` })
    .from(versions)
    .innerJoin(scans, and(eq(scans.id, versions.currentScanId), isNotNull(scans.verdict)))
    .innerJoin(inForce, ne(inForce.digest, scans.rulesetDigest))
    .where(eq(versions.pluginId, pluginId))
    .limit(1);
  return rows.length > 0;
}

const rulesInForce = (db: Executor) =>
  db
    .select({ digest: rulesetActivations.digest, activatedAt: rulesetActivations.activatedAt })
    .from(rulesetActivations)
    .orderBy(desc(rulesetActivations.id))
    .limit(1)
    .as("in_force");
