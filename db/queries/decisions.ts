import { and, eq, gt, inArray, isNull, notExists, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { ReasonKind } from "@/lib/domain/decisions";
import type { FindingDecision } from "@/scanners/core/verdict";
import type { Executor } from "../context";
import { findingDecisions } from "../schema";

/** What the verdict listens to; questions and refusals of them are kept, but change nothing. */
const BINDING = ["acknowledgement", "acceptance", "suppression-refused"] as const;

export interface DecisionInForce extends FindingDecision {
  id: string;
  ruleId: string;
  reasonKind: ReasonKind | null;
  reason: string;
  groupNo: number | null;
  decidedAt: Date;
}

/** Decisions of a plugin that were neither ended nor outlived. Whether one still fits its finding is the verdict's business. */
export async function listDecisionsInForce(db: Executor, pluginId: number): Promise<DecisionInForce[]> {
  const later = alias(findingDecisions, "later");
  const rows = await db
    .select()
    .from(findingDecisions)
    .where(
      and(
        eq(findingDecisions.pluginId, pluginId),
        inArray(findingDecisions.kind, [...BINDING]),
        eq(findingDecisions.isWithdrawal, false),
        or(isNull(findingDecisions.expiresAt), gt(findingDecisions.expiresAt, sql`now()`)),
        notExists(db.select({ one: sql`1` }).from(later).where(eq(later.ends, findingDecisions.id))),
      ),
    );
  return rows.map((row) => ({
    id: row.id,
    fingerprint: row.fingerprint,
    kind: row.kind as FindingDecision["kind"],
    equalCount: row.equalCount,
    ruleId: row.ruleId,
    reasonKind: row.reasonKind,
    reason: row.reason,
    groupNo: row.groupNo,
    decidedAt: row.decidedAt,
  }));
}
