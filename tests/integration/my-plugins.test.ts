/** What an owner's desk says around the versions: trend, people, tokens, questions; each person sees their own. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Db } from "@/db/client";
import { listMyPlugins } from "@/db/queries/my-plugins";
import { apiTokens, findingDecisions, pluginEditors } from "@/db/schema";
import { personRow, pluginRow, versionRow } from "../builders/rows";
import { createTestDatabase, type TestDatabase } from "../helpers/database";

let database: TestDatabase;
let db: Db;
const hour = (n: number) => new Date(Date.UTC(2026, 0, 1, n));
const inDays = (n: number) => new Date(Date.now() + n * 24 * 60 * 60 * 1000);

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.url, 2);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

test("the trend holds what each checked version has, oldest first, and nothing of a file that is being checked", async () => {
  const owner = await personRow(db);
  const pluginId = await pluginRow(db, owner, "trendy");
  const version = (number: string, status: "blocked" | "approved" | "validating", verdict: "blocked" | "advisory" | null, n: number) =>
    versionRow(db, { pluginId, uploadedBy: owner, version: number, status, verdict, since: hour(n) });
  await version("1.10", "approved", "advisory", 3);
  await version("1.9", "blocked", "blocked", 2);
  await version("1.11", "validating", null, 4);
  const [row] = await listMyPlugins(db, owner.userId);
  expect(row?.trend).toEqual([
    { version: "1.9", critical: 1, warnings: 0 },
    { version: "1.10", critical: 0, warnings: 1 },
  ]);
});

test("a row names the others, one's own tokens that still work, and what waits for an approver", async () => {
  const [owner, helper] = [await personRow(db), await personRow(db)];
  const pluginId = await pluginRow(db, owner, "shared");
  const other = await pluginRow(db, helper, "not_shared");
  await db.insert(pluginEditors).values({ pluginId, userId: helper.userId, role: "collaborator" });
  const token = (name: string, userId: string, facts: Partial<typeof apiTokens.$inferInsert> = {}) =>
    db.insert(apiTokens).values({ ...{ name, userId, pluginId, tokenHash: name, ending: "wxyz", expiresAt: inDays(90) }, ...facts });
  await token("late", owner.userId);
  await token("soon", owner.userId, { expiresAt: inDays(3) });
  await token("over", owner.userId, { expiresAt: inDays(-1) });
  await token("revoked", owner.userId, { revokedAt: new Date() });
  await token("helper's", helper.userId);
  await token("account", owner.userId, { pluginId: null });
  const draft = await versionRow(db, { pluginId, uploadedBy: owner, version: "2.0", status: "blocked", verdict: "blocked" });
  const asked = {
    ...{ pluginId, ruleId: "bandit/B602", kind: "acceptance-asked" as const, equalCount: 1, reason: "It is the purpose.", ...draft },
    ...{ decidedBy: owner.userId, decidedAt: hour(5) },
  };
  const [answered] = await db
    .insert(findingDecisions)
    .values([
      { ...asked, fingerprint: "answered" },
      { ...asked, fingerprint: "open" },
    ])
    .returning({ id: findingDecisions.id });
  await db.insert(findingDecisions).values({ ...asked, fingerprint: "answered", kind: "acceptance-refused", ends: answered?.id });
  await db.insert(findingDecisions).values({ ...asked, pluginId: other, fingerprint: "foreign" });

  const [row] = await listMyPlugins(db, owner.userId);
  expect(row?.others).toEqual([{ name: helper.name, role: "collaborator" }]);
  expect(row?.tokens.map(({ name }) => name)).toEqual(["soon", "late"]);
  expect(row?.questions.map(({ ruleId, version, askedAt }) => [ruleId, version, askedAt])).toEqual([["bandit/B602", "2.0", hour(5)]]);
  const rows = await listMyPlugins(db, helper.userId);
  expect(rows.find(({ packageName }) => packageName === "shared")?.tokens.map(({ name }) => name)).toEqual(["helper's"]);
});
