import { and, eq, isNull, notExists, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Executor } from "../context";
import { findingDecisions, users } from "../schema";

export type OpenQuestion = Awaited<ReturnType<typeof listOpenQuestions>>[number];

/** Requests for acceptance that no later row has answered or taken back. */
export async function listOpenQuestions(db: Executor, pluginId: number) {
  const later = alias(findingDecisions, "later");
  return db
    .select({
      decisionId: findingDecisions.id,
      fingerprint: findingDecisions.fingerprint,
      equalCount: findingDecisions.equalCount,
      reason: findingDecisions.reason,
      askedAt: findingDecisions.decidedAt,
      byName: users.name,
    })
    .from(findingDecisions)
    .leftJoin(users, eq(users.id, findingDecisions.decidedBy))
    .where(
      and(
        eq(findingDecisions.pluginId, pluginId),
        eq(findingDecisions.kind, "acceptance-asked"),
        eq(findingDecisions.isWithdrawal, false),
        isNull(findingDecisions.ends),
        notExists(db.select({ one: sql`1` }).from(later).where(eq(later.ends, findingDecisions.id))),
      ),
    );
}
