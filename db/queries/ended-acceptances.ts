import { and, asc, eq, gte, isNotNull, lte, notExists, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Executor } from "../context";
import { findingDecisions, findings, scans } from "../schema";

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

/** Why a finding counts that did not before. */
type CountsBecause = "acceptance-ended" | "acceptance-withdrawn" | "suppression-refused";

export interface CountsAgain {
  ruleId: string;
  because: CountsBecause;
}

/**
 * Rules of a scan's critical findings that were let pass until lately: by an acceptance that has ended; or by one that was taken back, or a
 * comment in the code that was refused, after the scan's verdict.
 */
export async function listCountingAgain(db: Executor, scanId: string): Promise<CountsAgain[]> {
  const isSinceVerdict = gte(findingDecisions.decidedAt, sql`coalesce(${scans.concludedAt}, ${scans.queuedAt})`);
  const isWithdrawn = and(eq(findingDecisions.kind, "acceptance"), eq(findingDecisions.isWithdrawal, true), isSinceVerdict);
  const isRefused = and(eq(findingDecisions.kind, "suppression-refused"), eq(findingDecisions.isWithdrawal, false), isSinceVerdict);
  return db
    .selectDistinct({
      ruleId: findings.ruleId,
      because: sql<CountsBecause>`case when ${findingDecisions.kind} = 'suppression-refused' then 'suppression-refused'
        when ${findingDecisions.isWithdrawal} then 'acceptance-withdrawn' else 'acceptance-ended' end`,
    })
    .from(findings)
    .innerJoin(scans, eq(scans.id, findings.scanId))
    .innerJoin(
      findingDecisions,
      and(
        eq(findingDecisions.fingerprint, findings.fingerprint),
        eq(findingDecisions.pluginId, scans.pluginId),
        or(hasEnded(db), isWithdrawn, isRefused),
      ),
    )
    .where(and(eq(findings.scanId, scanId), eq(findings.severity, "critical")))
    .orderBy(asc(findings.ruleId));
}
