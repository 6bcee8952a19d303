import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createToken, MAX_TOKEN_DAYS } from "@/db/commands/create-token";
import { revokeToken } from "@/db/commands/revoke-token";
import { touchToken } from "@/db/commands/touch-token";
import { getTokenHolder, listOwnTokens, listTokenPlugins } from "@/db/queries/api-tokens";
import { apiTokens, pluginEditors, plugins } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { pluginRow } from "../builders/rows";
import { openRepository, type TestRepository } from "../helpers/repository";

let repository: TestRepository;
beforeAll(async () => {
  repository = await openRepository();
});
afterAll(() => repository.close());

async function make(person: SignedIn, pluginId: number | null = null, days = 365) {
  return createToken(repository.db, { person, name: "release workflow", pluginId, days });
}

async function made(person: SignedIn, pluginId: number | null = null) {
  const result = await make(person, pluginId);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

it("a token works, is stored as a hash alone, and is recognised by its ending", async () => {
  const { db } = repository;
  const person = await repository.person();
  const { token, tokenId } = await made(person);
  expect(await getTokenHolder(db, token)).toMatchObject({ tokenId, userId: person.userId, pluginId: null });
  const [row] = await db.select().from(apiTokens).where(eq(apiTokens.id, tokenId));
  expect(JSON.stringify(row)).not.toContain(token.slice(3, -4));
  const { live } = await listOwnTokens(db, person.userId);
  expect(live).toMatchObject([{ tokenId, name: "release workflow", ending: token.slice(-4), plugin: null, lastUsedAt: null }]);
});

it("a token for one plugin is made by its editors only, and is shown as useless when they are that no more", async () => {
  const { db } = repository;
  const owner = await repository.person();
  const other = await repository.person();
  const pluginId = await pluginRow(db, owner, "token_scope");
  expect(await make(other, pluginId)).toMatchObject({ error: { code: "not-found" } });
  expect(await make(owner, 2_000_000_000)).toMatchObject({ error: { code: "not-found" } });
  await made(owner, pluginId);
  expect(await listTokenPlugins(db, owner.userId)).toMatchObject([{ pluginId, packageName: "token_scope" }]);
  expect((await listOwnTokens(db, owner.userId)).live).toMatchObject([{ plugin: { packageName: "token_scope" }, isUseful: true }]);

  await db.delete(pluginEditors).where(eq(pluginEditors.userId, owner.userId));
  expect((await listOwnTokens(db, owner.userId)).live).toMatchObject([{ isUseful: false }]);
  expect(await listTokenPlugins(db, owner.userId)).toEqual([]);
  expect(await make(owner, pluginId)).toMatchObject({ error: { code: "not-found" } });
});

it("no token is made for a deleted plugin, by somebody suspended, or for longer than two years", async () => {
  const { db } = repository;
  const owner = await repository.person();
  const pluginId = await pluginRow(db, owner, "token_deleted");
  await db.update(plugins).set({ deletedAt: new Date() }).where(eq(plugins.id, pluginId));
  expect(await make(owner, pluginId)).toMatchObject({ error: { code: "not-found" } });
  expect(await make(await repository.person({ isSuspended: true }))).toMatchObject({ error: { code: "suspended" } });
  for (const days of [0, -1, 1.5, MAX_TOKEN_DAYS + 1]) expect(await make(owner, null, days)).toMatchObject({ error: { code: "invalid" } });
  expect((await listOwnTokens(db, owner.userId)).live).toEqual([]);
});

it("a revoked token stops at once; nobody revokes another's", async () => {
  const { db } = repository;
  const person = await repository.person();
  const { token, tokenId } = await made(person);
  expect(await revokeToken(db, { person: await repository.person(), tokenId })).toMatchObject({ error: { code: "not-found" } });
  expect(await getTokenHolder(db, token)).not.toBeNull();
  expect((await revokeToken(db, { person, tokenId })).ok).toBe(true);
  expect(await getTokenHolder(db, token)).toBeNull();
  const first = (await listOwnTokens(db, person.userId)).ended[0]?.revokedAt;
  expect((await revokeToken(db, { person, tokenId })).ok).toBe(true);
  expect((await listOwnTokens(db, person.userId)).ended[0]?.revokedAt).toEqual(first);
});

it("the last use is written once a minute", async () => {
  const { db } = repository;
  const { tokenId } = await made(await repository.person());
  const lastUse = async () => (await db.select().from(apiTokens).where(eq(apiTokens.id, tokenId)))[0]?.lastUsedAt?.getTime() ?? 0;
  await touchToken(db, tokenId);
  const first = await lastUse();
  expect(first).toBeGreaterThan(0);
  await touchToken(db, tokenId);
  expect(await lastUse()).toBe(first);
  await db
    .update(apiTokens)
    .set({ lastUsedAt: new Date(Date.now() - 61_000) })
    .where(eq(apiTokens.id, tokenId));
  await touchToken(db, tokenId);
  expect(await lastUse()).toBeGreaterThanOrEqual(first);
});

it("a person has a hundred tokens at most, however many are asked for at once", async () => {
  const person = await repository.person();
  for (let round = 0; round < 9; round += 1) await Promise.all(Array.from({ length: 11 }, () => made(person)));
  const results = await Promise.all(Array.from({ length: 4 }, () => make(person)));
  expect(results.filter((one) => one.ok)).toHaveLength(1);
  expect((await listOwnTokens(repository.db, person.userId)).live).toHaveLength(100);
});
