import { and, asc, eq, isNull, notExists, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Executor } from "../context";
import { findingDecisions, users, versions } from "../schema";

export type OpenQuestion = Awaited<ReturnType<typeof listOpenQuestions>>[number];

/** A request for acceptance that no later row has answered or taken back. */
function isOpenQuestion(db: Executor) {
  const later = alias(findingDecisions, "later");
  return and(
    eq(findingDecisions.kind, "acceptance-asked"),
    eq(findingDecisions.isWithdrawal, false),
    isNull(findingDecisions.ends),
    notExists(db.select({ one: sql`1` }).from(later).where(eq(later.ends, findingDecisions.id))),
  );
}

/** Requests for acceptance of a plugin's findings that wait for an answer. */
export async function listOpenQuestions(db: Executor, pluginId: number) {
  return db
    .select({
      decisionId: findingDecisions.id,
      fingerprint: findingDecisions.fingerprint,
      equalCount: findingDecisions.equalCount,
      reasonKind: findingDecisions.reasonKind,
      reason: findingDecisions.reason,
      groupNo: findingDecisions.groupNo,
      askedAt: findingDecisions.decidedAt,
      byName: users.name,
    })
    .from(findingDecisions)
    .leftJoin(users, eq(users.id, findingDecisions.decidedBy))
    .where(and(eq(findingDecisions.pluginId, pluginId), isOpenQuestion(db)));
}

/** The same of several plugins, by whom they wait for longest; `version` is null when that version was deleted. */
export async function listQuestionsOf(db: Executor, pluginIds: readonly number[]) {
  return db
    .select({
      decisionId: findingDecisions.id,
      pluginId: findingDecisions.pluginId,
      ruleId: findingDecisions.ruleId,
      version: versions.version,
      askedAt: findingDecisions.decidedAt,
    })
    .from(findingDecisions)
    .leftJoin(versions, eq(versions.id, findingDecisions.versionId))
    .where(and(sql`${findingDecisions.pluginId} = any(${sql.param([...pluginIds])}::int[])`, isOpenQuestion(db)))
    .orderBy(asc(findingDecisions.decidedAt));
}
