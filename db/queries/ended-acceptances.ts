import { and, asc, eq, isNotNull, lte, notExists, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Executor } from "../context";
import { findingDecisions, findings } from "../schema";

/** An acceptance whose time is over, and that nobody had withdrawn before. */
export function hasEnded(db: Executor) {
  const later = alias(findingDecisions, "later");
  return and(
    eq(findingDecisions.kind, "acceptance"),
    eq(findingDecisions.isWithdrawal, false),
    isNotNull(findingDecisions.expiresAt),
    lte(findingDecisions.expiresAt, sql`now()`),
    notExists(db.select({ one: sql`1` }).from(later).where(eq(later.ends, findingDecisions.id))),
  );
}

/** Rules of a scan's critical findings that an approver had accepted until lately. */
export async function listEndedAcceptances(db: Executor, scanId: string): Promise<string[]> {
  const rows = await db
    .selectDistinct({ ruleId: findings.ruleId })
    .from(findings)
    .innerJoin(findingDecisions, and(eq(findingDecisions.fingerprint, findings.fingerprint), hasEnded(db)))
    .where(
      and(
        eq(findings.scanId, scanId),
        eq(findings.severity, "critical"),
        sql`${findingDecisions.pluginId} = (select plugin_id from scans where id = ${scanId}::uuid)`,
      ),
    )
    .orderBy(asc(findings.ruleId));
  return rows.map((row) => row.ruleId);
}
