import { createHash, randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Db } from "@/db/client";
import {
  closeSession,
  linkAccount,
  markEmailVerified,
  openSession,
  registerPerson,
  storeSignInToken,
  takeSignInToken,
} from "@/db/commands/sign-in";
import { suspendUser } from "@/db/commands/suspend-user";
import { countLiveSignInTokens, getPersonByAccount, getPersonByEmail, getSignedInBySession, listDemoPeople } from "@/db/queries/people";
import { sessions, stagedUploads, users } from "@/db/schema";
import { personRow } from "../builders/rows";
import { createTestDatabase, type TestDatabase } from "../helpers/database";

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.url, 4);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const hash = (token: string) => createHash("sha256").update(token).digest("hex");
const inAnHour = () => new Date(Date.now() + 3_600_000);

async function sessionOf(userId: string, expiresAt = inAnHour()): Promise<{ tokenHash: string; isOpen: boolean }> {
  const tokenHash = hash(randomUUID());
  return { tokenHash, isOpen: await openSession(db, { userId, tokenHash, expiresAt }) };
}

test("one account per address, whatever its case and however many sign-ins come at once", async () => {
  const people = await Promise.all(
    ["New@Example.org", "new@example.org", "NEW@EXAMPLE.ORG"].map((email) =>
      registerPerson(db, { email, name: "New\r\nPerson", image: null }),
    ),
  );
  expect(new Set(people.map((person) => person.userId)).size).toBe(1);
  expect(people[0]).toMatchObject({ email: "new@example.org", name: "New Person", isSuspended: false });
  expect(await getPersonByEmail(db, "nEw@example.org")).toEqual(people[0]);
});

test("a session is its person until it is closed or has expired", async () => {
  const person = await personRow(db, { role: "approver" });
  const { tokenHash, isOpen } = await sessionOf(person.userId);
  expect(isOpen).toBe(true);
  expect(await getSignedInBySession(db, tokenHash)).toMatchObject({ userId: person.userId, role: "approver", isSuspended: false });
  expect(await getSignedInBySession(db, "unknown")).toBeNull();
  await closeSession(db, tokenHash);
  expect(await getSignedInBySession(db, tokenHash)).toBeNull();

  const old = await sessionOf(person.userId, new Date(Date.now() - 1_000));
  expect(await getSignedInBySession(db, old.tokenHash)).toBeNull();
});

test("suspension ends every session at once, and none can begin", async () => {
  const admin = await personRow(db, { role: "admin" });
  const person = await personRow(db);
  const before = [await sessionOf(person.userId), await sessionOf(person.userId)];
  await db.insert(stagedUploads).values({
    id: "staged",
    userId: person.userId,
    sessionHash: "h",
    sha256: "a".repeat(64),
    sizeBytes: 1,
    fileName: "a.zip",
    expiresAt: inAnHour(),
  });
  expect((await suspendUser(db, { person: admin, userId: person.userId, reason: "A test." })).ok).toBe(true);
  for (const { tokenHash } of before) expect(await getSignedInBySession(db, tokenHash)).toBeNull();
  expect(await db.select().from(sessions).where(eq(sessions.userId, person.userId))).toEqual([]);
  expect(await db.select().from(stagedUploads)).toEqual([]);
  expect((await sessionOf(person.userId)).isOpen).toBe(false);
  expect((await getPersonByEmail(db, (await emailOf(person.userId)) ?? ""))?.isSuspended).toBe(true);
});

const emailOf = async (userId: string) => (await db.select().from(users).where(eq(users.id, userId)))[0]?.email;

test("a session that was left over does not outlive a suspension either", async () => {
  const person = await personRow(db);
  const { tokenHash } = await sessionOf(person.userId);
  await db.update(users).set({ suspendedAt: new Date() }).where(eq(users.id, person.userId));
  expect(await getSignedInBySession(db, tokenHash)).toBeNull();
});

test("only administrators suspend, and not themselves", async () => {
  const admin = await personRow(db, { role: "admin" });
  const person = await personRow(db);
  const refused = async ({ admin: decider, userId }: { admin: { userId: string }; userId: string }) => {
    const result = await suspendUser(db, { person: decider, userId, reason: "A test." });
    return result.ok ? "done" : result.error.code;
  };
  for (const other of [
    await personRow(db),
    await personRow(db, { role: "approver" }),
    await personRow(db, { role: "admin", isSuspended: true }),
  ])
    expect(await refused({ admin: other, userId: person.userId })).toBe("not-allowed");
  expect(await refused({ admin, userId: admin.userId })).toBe("invalid");
  expect(await refused({ admin, userId: randomUUID() })).toBe("not-found");
});

test("a sign-in link works once, also when two come at the same moment", async () => {
  const token = { identifier: "link@example.org", tokenHash: hash("t1"), expiresAt: inAnHour() };
  await storeSignInToken(db, token);
  await storeSignInToken(db, { ...token, tokenHash: hash("t2"), expiresAt: new Date(Date.now() - 1_000) });
  expect(await countLiveSignInTokens(db, token.identifier)).toBe(1);
  expect(await takeSignInToken(db, { ...token, identifier: "other@example.org" })).toBeNull();
  const taken = await Promise.all([takeSignInToken(db, token), takeSignInToken(db, token)]);
  expect(taken.filter((one) => one !== null)).toEqual([token]);
  expect(await takeSignInToken(db, token)).toBeNull();
});

test("accounts at providers lead to their person", async () => {
  const person = await registerPerson(db, { email: "linked@example.org", name: "", image: null });
  const account = { provider: "github", providerAccountId: "42" };
  expect(await getPersonByAccount(db, account)).toBeNull();
  await linkAccount(db, person.userId, account);
  await linkAccount(db, person.userId, account);
  expect((await getPersonByAccount(db, account))?.userId).toBe(person.userId);
  expect((await markEmailVerified(db, person.userId)).emailVerifiedAt).toBeInstanceOf(Date);
});

test("demo people are those of the reserved address, in the seed's order, unless suspended", async () => {
  const seed = (name: string, suspendedAt: Date | null = null) =>
    db.insert(users).values({ name, email: `${name}@demo.localhost`, suspendedAt });
  await seed("owner");
  await seed("approver");
  await seed("gone", new Date());
  expect((await listDemoPeople(db)).map((person) => person.name)).toEqual(["owner", "approver"]);
});
