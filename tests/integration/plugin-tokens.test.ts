/** An owner sees what uploads to their plugin by itself, and ends it, whoever made it. */
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Db } from "@/db/client";
import { revokePluginToken } from "@/db/commands/revoke-plugin-token";
import { getTokenHolder } from "@/db/queries/api-tokens";
import { listPluginTokens } from "@/db/queries/plugin-tokens";
import { apiTokens, pluginEditors, pluginEvents } from "@/db/schema";
import { newApiToken } from "@/lib/api-token";
import type { SignedIn } from "@/lib/domain/permissions";
import { personRow, pluginRow } from "../builders/rows";
import { createTestDatabase, type TestDatabase } from "../helpers/database";

let database: TestDatabase;
let db: Db;
let owner: SignedIn;
let helper: SignedIn;
let pluginId: number;
const packageName = "guarded";

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.url, 2);
  [owner, helper] = [await personRow(db), await personRow(db)];
  pluginId = await pluginRow(db, owner, packageName);
  await db.insert(pluginEditors).values({ pluginId, userId: helper.userId, role: "collaborator" });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

async function tokenOf(person: SignedIn, forPlugin: number | null, name = "builds") {
  const { token, tokenHash, ending } = newApiToken();
  const expiresAt = new Date(Date.now() + 24 * 60 * 60 * 1000);
  const [row] = await db
    .insert(apiTokens)
    .values({ userId: person.userId, pluginId: forPlugin, name, tokenHash, ending, expiresAt })
    .returning({ id: apiTokens.id });
  return { token, ending, tokenId: row?.id ?? "" };
}
const revoke = async (person: SignedIn, tokenId: string) => {
  const done = await revokePluginToken(db, { person, packageName, tokenId });
  return done.ok ? "ok" : done.error.code;
};

test("an owner ends a collaborator's token for the plugin, which stops at once and stands in the history", async () => {
  const { token, tokenId, ending } = await tokenOf(helper, pluginId);
  expect((await listPluginTokens(db, pluginId)).own).toMatchObject([{ tokenId, ending, userName: helper.name, lastUsedAt: null }]);
  expect(await getTokenHolder(db, token)).not.toBeNull();
  expect(await revoke(owner, tokenId)).toBe("ok");
  expect(await getTokenHolder(db, token)).toBeNull();
  expect((await listPluginTokens(db, pluginId)).own).toEqual([]);
  expect(await revoke(owner, tokenId)).toBe("not-found");
  const events = await db.select().from(pluginEvents).where(eq(pluginEvents.pluginId, pluginId));
  expect(events).toMatchObject([{ event: "token-revoked", actorId: owner.userId, subjectId: helper.userId }]);
});

test("an account's token is told of and stays its person's; a token of another plugin is not there", async () => {
  const other = await pluginRow(db, helper, "elsewhere");
  const [account, foreign] = [await tokenOf(helper, null), await tokenOf(helper, other)];
  await tokenOf(await personRow(db), null);
  expect(await listPluginTokens(db, pluginId)).toEqual({
    own: [],
    accounts: [{ userId: helper.userId, userName: helper.name, tokens: 1 }],
  });
  for (const { tokenId, token } of [account, foreign]) {
    expect(await revoke(owner, tokenId)).toBe("not-found");
    expect(await getTokenHolder(db, token)).not.toBeNull();
  }
});

test("collaborators may not, and strangers and approvers find no such plugin", async () => {
  const { tokenId, token } = await tokenOf(owner, pluginId);
  expect(await revoke(helper, tokenId)).toBe("not-allowed");
  for (const person of [await personRow(db), await personRow(db, { role: "approver" })])
    expect(await revoke(person, tokenId)).toBe("not-found");
  expect(await getTokenHolder(db, token)).not.toBeNull();
  expect(await revoke(await personRow(db, { role: "admin" }), tokenId)).toBe("ok");
});
