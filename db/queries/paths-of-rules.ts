import { and, asc, eq, inArray } from "drizzle-orm";
import type { Executor } from "../context";
import { findings } from "../schema";

/** Files of a scan in which some rules found something, whatever was decided about it since. */
export async function listPathsOfRules(db: Executor, scanId: string, ruleIds: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectDistinct({ path: findings.path })
    .from(findings)
    .where(and(eq(findings.scanId, scanId), inArray(findings.ruleId, [...ruleIds])))
    .orderBy(asc(findings.path));
  return rows.map((row) => row.path);
}
