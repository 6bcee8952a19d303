import { and, asc, eq, gt, isNull, ne, sql } from "drizzle-orm";
import type { Executor } from "../context";
import { apiTokens, pluginEditors, users } from "../schema";
import { listQuestionsOf } from "./open-questions";

/** What stands around a plugin's versions for one of its editors. */
export interface MyPluginFacts {
  /** The other people who maintain it, owners first. */
  others: { name: string; role: "owner" | "collaborator" }[];
  /** The person's own tokens for this plugin that still work, the one that ends first before all. */
  tokens: { tokenId: string; name: string; ending: string; expiresAt: Date }[];
  /** What an approver was asked and has not answered, longest first. */
  questions: { decisionId: string; ruleId: string; version: string | null; askedAt: Date }[];
}

/** @returns the facts of each of these plugins by its id; the caller has asked that the person edits them */
export async function listMyPluginFacts(
  db: Executor,
  userId: string,
  pluginIds: readonly number[],
): Promise<(pluginId: number) => MyPluginFacts> {
  const among = (column: typeof pluginEditors.pluginId | typeof apiTokens.pluginId) =>
    sql`${column} = any(${sql.param([...pluginIds])}::int[])`;
  const [others, tokens, questions] = await Promise.all([
    db
      .select({ pluginId: pluginEditors.pluginId, name: users.name, role: pluginEditors.role })
      .from(pluginEditors)
      .innerJoin(users, eq(users.id, pluginEditors.userId))
      .where(and(among(pluginEditors.pluginId), ne(pluginEditors.userId, userId)))
      .orderBy(asc(pluginEditors.role), asc(pluginEditors.createdAt)),
    db
      .select({
        pluginId: apiTokens.pluginId,
        tokenId: apiTokens.id,
        name: apiTokens.name,
        ending: apiTokens.ending,
        expiresAt: apiTokens.expiresAt,
      })
      .from(apiTokens)
      .where(and(eq(apiTokens.userId, userId), among(apiTokens.pluginId), isNull(apiTokens.revokedAt), gt(apiTokens.expiresAt, sql`now()`)))
      .orderBy(asc(apiTokens.expiresAt)),
    listQuestionsOf(db, pluginIds),
  ]);
  const of = <T extends { pluginId: number | null }>(rows: readonly T[], pluginId: number) =>
    rows.filter((row) => row.pluginId === pluginId).map(({ pluginId: _pluginId, ...rest }) => rest);
  return (pluginId) => ({ others: of(others, pluginId), tokens: of(tokens, pluginId), questions: of(questions, pluginId) });
}
