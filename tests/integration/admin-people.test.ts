/** What administrators and approvers decide about people: who may, what it changes, and that it stands in the history. */
import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { changeRole } from "@/db/commands/change-role";
import { changeRules } from "@/db/commands/change-rule";
import { changeTrust } from "@/db/commands/change-trust";
import { ERASED_NAME, eraseUser } from "@/db/commands/erase-user";
import { sealAudit } from "@/db/commands/seal-audit";
import { setHarmlessLane } from "@/db/commands/set-harmless-lane";
import { reinstateUser, suspendUser } from "@/db/commands/suspend-user";
import { transferPlugin } from "@/db/commands/transfer-plugin";
import { getPersonPage, listPeople } from "@/db/queries/admin-users";
import { getManagedPlugin } from "@/db/queries/manage-plugin";
import { listRulesetHistory, requireActiveRuleset } from "@/db/queries/rulesets";
import { listHarmlessLaneChanges } from "@/db/queries/settings";
import { verifyAudit } from "@/db/queries/verify-audit";
import {
  accounts,
  apiTokens,
  auditEntries,
  auditReasons,
  mailPreferences,
  pluginEditors,
  pluginEvents,
  reviewFeeds,
  sessions,
  settings,
  userEvents,
  users,
  versions,
} from "@/db/schema";
import { newApiToken } from "@/lib/api-token";
import type { SignedIn } from "@/lib/domain/permissions";
import { pluginRow, versionRow } from "../builders/rows";
import { type MailRoom, openMailRoom } from "../helpers/mail-room";
import { openRepository, type TestRepository } from "../helpers/repository";

let repository: TestRepository;
let room: MailRoom;
let admin: SignedIn;
let approver: SignedIn;
let author: SignedIn;
beforeAll(async () => {
  repository = await openRepository();
  room = openMailRoom(repository);
});
afterAll(() => repository.close());
beforeEach(async () => {
  [admin, approver, author] = await Promise.all([
    repository.person({ role: "admin" }),
    repository.person({ role: "approver" }),
    repository.person(),
  ]);
});

type Outcome = Promise<{ ok: boolean; error?: { code: string; message: string } }>;
const codeOf = async (outcome: Outcome) => {
  const result = await outcome;
  return result.ok ? "ok" : result.error?.code;
};
const about = (decider: SignedIn, person: SignedIn, reason = "Years of good work.") => ({ person: decider, userId: person.userId, reason });
const rowOf = async (person: SignedIn) => {
  const [row] = await repository.db.select().from(users).where(eq(users.id, person.userId));
  if (!row) throw new Error("the row is gone");
  return row;
};
const emailOf = async (person: SignedIn) => (await rowOf(person)).email;
const eventsOf = (person: SignedIn) =>
  repository.db.select().from(userEvents).where(eq(userEvents.userId, person.userId)).orderBy(userEvents.id);

describe("who may decide", () => {
  it("approvers and administrators about trust, administrators alone about the rest, nobody about themselves", async () => {
    const { db } = repository;
    const suspended = await repository.person({ role: "admin", isSuspended: true });
    const decisions = (by: SignedIn, person: SignedIn): Outcome[] => [
      changeTrust(db, { ...about(by, person), isTrusted: true }),
      changeRole(db, { ...about(by, person), role: "approver" }),
      suspendUser(db, about(by, person)),
      reinstateUser(db, about(by, person)),
      eraseUser(db, { ...about(by, person), confirmation: "x" }),
    ];
    for (const by of [author, await repository.person(), suspended])
      for (const decision of decisions(by, await repository.person())) expect(await codeOf(decision)).toBe("not-allowed");
    const [trust, ...others] = decisions(approver, author);
    expect(await codeOf(trust as Outcome)).toBe("ok");
    for (const decision of others) expect(await codeOf(decision)).toBe("not-allowed");
    for (const decision of decisions(admin, admin)) expect(await codeOf(decision)).toBe("invalid");
    expect(await codeOf(changeTrust(db, { ...about(approver, approver), isTrusted: true }))).toBe("invalid");
    expect(await codeOf(changeTrust(db, { ...about(admin, author, "  "), isTrusted: false }))).toBe("invalid");
    expect(await codeOf(suspendUser(db, { person: admin, userId: randomUUID(), reason: "x" }))).toBe("not-found");
    expect((await eventsOf(author)).map((row) => row.event)).toEqual(["trusted"]);
  });

  it("of two administrators who demote each other at the same moment one stays", async () => {
    const { db } = repository;
    const other = await repository.person({ role: "admin" });
    const outcomes = await Promise.all([
      codeOf(changeRole(db, { ...about(admin, other), role: "user" })),
      codeOf(changeRole(db, { ...about(other, admin), role: "user" })),
    ]);
    expect(outcomes.sort()).toEqual(["not-allowed", "ok"]);
    expect([(await rowOf(admin)).role, (await rowOf(other)).role].sort()).toEqual(["admin", "user"]);
  });
});

it("trust, role, suspension and reinstatement stand in the history with who and why, and in the audit log once", async () => {
  const { db } = repository;
  expect(await codeOf(changeTrust(db, { ...about(approver, author), isTrusted: true }))).toBe("ok");
  expect(await codeOf(changeTrust(db, { ...about(approver, author), isTrusted: true }))).toBe("conflict");
  const granted = await room.mailTo(author, "You are a trusted author now");
  expect(granted.text).toContain("Years of good work.");
  expect(await codeOf(changeTrust(db, { ...about(admin, author, "Two blocked versions."), isTrusted: false }))).toBe("ok");
  expect((await room.mailTo(author, "Your uploads wait for an approver again")).text).toContain("Two blocked versions.");
  expect(await codeOf(changeRole(db, { ...about(admin, author, "Joins us."), role: "approver" }))).toBe("ok");
  await db.insert(sessions).values({ tokenHash: randomUUID(), userId: author.userId, expiresAt: new Date(Date.now() + 60_000) });
  expect(await codeOf(suspendUser(db, about(admin, author, "Account taken over.")))).toBe("ok");
  expect(await codeOf(suspendUser(db, about(admin, author, "Again.")))).toBe("conflict");
  expect(await db.select().from(sessions).where(eq(sessions.userId, author.userId))).toEqual([]);
  expect(await codeOf(reinstateUser(db, about(admin, author, "Theirs again.")))).toBe("ok");
  expect(await rowOf(author)).toMatchObject({ role: "approver", isTrusted: false, suspendedAt: null });

  const page = await getPersonPage(db, admin, author.userId);
  expect(page?.history.map((one) => [one.event, one.reason])).toEqual([
    ["reinstated", "Theirs again."],
    ["suspended", "Account taken over."],
    ["role-changed", "Joins us."],
    ["trust-revoked", "Two blocked versions."],
    ["trusted", "Years of good work."],
  ]);
  expect(page?.history[2]).toMatchObject({ fromRole: "user", toRole: "approver" });
  const forApprover = await getPersonPage(db, approver, author.userId);
  expect(forApprover?.history.map((one) => one.event)).toEqual(["trust-revoked", "trusted"]);
  expect(forApprover?.email).toBeNull();
  const logged = await db
    .select()
    .from(auditEntries)
    .where(and(eq(auditEntries.subjectId, author.userId), sql`event like 'user:%'`));
  expect(logged.map((one) => one.event).sort()).toEqual([
    "user:reinstated",
    "user:role-changed",
    "user:suspended",
    "user:trust-revoked",
    "user:trusted",
  ]);
});

describe("lists", () => {
  it("propose for trust who has published enough and had nothing critical for a while, with their record", async () => {
    const { db } = repository;
    const good = await repository.person();
    const bad = await repository.person();
    for (const person of [good, bad]) {
      const pluginId = await pluginRow(db, person, `plugin_${person.userId.slice(0, 8)}`);
      for (const version of ["1.0", "1.1", "1.2"])
        await versionRow(db, { pluginId, uploadedBy: person, version, status: "approved", verdict: "passed" });
      if (person === bad) await versionRow(db, { pluginId, uploadedBy: person, version: "1.3", status: "blocked", verdict: "blocked" });
    }
    const { people } = await listPeople(db, { viewer: approver, q: "", list: "candidates", page: 1 });
    expect(people.map((one) => one.userId)).toEqual([good.userId]);
    expect(people[0]).toMatchObject({ email: null, record: { published: 3, blocked: 0, returned: 0, lastCriticalAt: null } });
    const found = await listPeople(db, { viewer: admin, q: await emailOf(bad), list: "all", page: 1 });
    expect(found.people.map((one) => [one.userId, one.record.published])).toEqual([[bad.userId, 3]]);
    expect(found.people[0]?.record.lastCriticalAt).toBeInstanceOf(Date);
    expect((await listPeople(db, { viewer: approver, q: await emailOf(bad), list: "all", page: 1 })).people).toEqual([]);
    expect((await listPeople(db, { viewer: admin, q: "100%_\\", list: "all", page: 1 })).people).toEqual([]);
  });
});

describe("a transfer", () => {
  const transfer = async (by: SignedIn, packageName: string, to: SignedIn, owners: "stay" | "leave" = "stay") =>
    codeOf(transferPlugin(repository.db, { person: by, packageName, email: await emailOf(to), owners, reason: "The owner is gone." }));
  const rolesOf = async (pluginId: number) =>
    new Map(
      (await repository.db.select().from(pluginEditors).where(eq(pluginEditors.pluginId, pluginId))).map((row) => [row.userId, row.role]),
    );

  it("by an administrator, with a reason, to somebody else; the old owner stays or leaves, both are told", async () => {
    const { db } = repository;
    const next = await repository.person();
    const packageName = `transfer_${author.userId.slice(0, 8)}`;
    const pluginId = await pluginRow(db, author, packageName);
    expect(await transfer(author, packageName, next)).toBe("not-allowed");
    expect(await transfer(approver, packageName, next)).toBe("not-found");
    expect(await transfer(admin, packageName, admin)).toBe("invalid");
    expect(await transfer(admin, packageName, await repository.person({ isSuspended: true }))).toBe("invalid");
    expect(await transfer(admin, packageName, author)).toBe("conflict");
    expect(await transfer(admin, packageName, next)).toBe("ok");
    expect(await rolesOf(pluginId)).toEqual(
      new Map([
        [author.userId, "collaborator"],
        [next.userId, "owner"],
      ]),
    );
    expect((await room.mailTo(next, `Transferred: Plugin ${packageName}`)).text).toContain("You are the owner now");
    expect((await room.mailTo(author, `Transferred: Plugin ${packageName}`)).text).toContain("The owner is gone.");
    // The reason stands in the history that maintainers see.
    expect((await getManagedPlugin(db, author, packageName))?.history[0]).toMatchObject({
      event: "transferred",
      reason: "The owner is gone.",
    });
    // One that was written for administrators alone stays theirs.
    const early = {
      pluginId: await pluginRow(db, author, `${packageName}_early`),
      event: "transferred",
      subjectId: author.userId,
    } as const;
    await db.insert(pluginEvents).values({ ...early, actorKind: "person", actorId: admin.userId, reason: "A quarrel." });
    const reasonFor = async (viewer: SignedIn) => (await getManagedPlugin(db, viewer, `${packageName}_early`))?.history[0]?.reason;
    expect([await reasonFor(author), await reasonFor(admin)]).toEqual([null, "A quarrel."]);

    const { tokenHash, ending } = newApiToken();
    const token = { userId: next.userId, pluginId, name: "CI", tokenHash, ending, expiresAt: new Date(Date.now() + 60_000) };
    await db.insert(apiTokens).values(token);
    expect(await transfer(admin, packageName, author, "leave")).toBe("ok");
    expect(await rolesOf(pluginId)).toEqual(new Map([[author.userId, "owner"]]));
    expect((await db.select().from(apiTokens).where(eq(apiTokens.tokenHash, tokenHash)))[0]?.revokedAt).toBeInstanceOf(Date);
    await room.mailTo(next, `You do not maintain Plugin ${packageName} any more`);
    const history = await db.select().from(pluginEvents).where(eq(pluginEvents.pluginId, pluginId)).orderBy(pluginEvents.id);
    expect(history.map((row) => [row.event, row.reason])).toEqual([
      ["transferred", "The owner is gone."],
      ["transferred", "The owner is gone."],
      ["removed", "The owner is gone."],
    ]);
  });
});

describe("erasing a person", () => {
  const erase = async (person: SignedIn, confirmation?: string) =>
    eraseUser(repository.db, { ...about(admin, person, "Asked for it."), confirmation: confirmation ?? (await emailOf(person)) });

  it("is refused while a plugin would be without an owner, and says which", async () => {
    const packageName = `last_${author.userId.slice(0, 8)}`;
    await pluginRow(repository.db, author, packageName);
    const refused = await erase(author);
    expect(refused).toMatchObject({ ok: false, error: { code: "conflict" } });
    expect(refused.ok ? "" : refused.error.message).toContain(`Plugin ${packageName}`);
    const words = `This is not ${await emailOf(author)}.`;
    expect(await erase(author, "another@example.org")).toMatchObject({ error: { message: words, field: "confirmation" } });
  });

  it("of an administrator keeps what they decided, and the row that says that it was one and the same person", async () => {
    const { db } = repository;
    const leaving = await repository.person({ role: "admin" });
    const { digest } = await requireActiveRuleset(db);
    const change = {
      person: leaving,
      changes: [{ ruleId: "bandit/B324", setting: "critical" as const }],
      note: "broken hashes",
      expectedDigest: digest,
    };
    expect(await codeOf(changeRules(db, change))).toBe("ok");
    expect(await codeOf(setHarmlessLane(db, { person: leaving, mode: "dry-run", note: "to count" }))).toBe("ok");
    // Nothing deletes people; what would is stopped by the rows that name them, not half way by a guard of those.
    const deleted = db.delete(users).where(eq(users.id, leaving.userId));
    await expect(deleted).rejects.toMatchObject({ cause: { code: "23503" } });

    expect(await codeOf(erase(leaving))).toBe("ok");
    expect((await listRulesetHistory(db))[0]).toMatchObject({ note: "broken hashes", activatedBy: ERASED_NAME });
    expect((await listHarmlessLaneChanges(db))[0]).toMatchObject({ note: "to count", setBy: ERASED_NAME });
    expect((await db.select().from(settings))[0]?.setBy).toBe(leaving.userId);
  });

  it("leaves no name, address, right or reason about them; versions, histories and the audit log stand", async () => {
    const { db } = repository;
    const packageName = `erased_${author.userId.slice(0, 8)}`;
    const pluginId = await pluginRow(db, author, packageName);
    const { versionId } = await versionRow(db, { pluginId, uploadedBy: author, version: "1.0", status: "approved", verdict: "passed" });
    await db.insert(pluginEditors).values({ pluginId, userId: approver.userId, role: "owner" });
    await changeTrust(db, { ...about(admin, author, "Secret praise."), isTrusted: true });
    await changeRole(db, { ...about(admin, author, "Joins us."), role: "admin" });
    await db.insert(sessions).values({ tokenHash: randomUUID(), userId: author.userId, expiresAt: new Date(Date.now() + 60_000) });
    await db.insert(accounts).values({ provider: "github", providerAccountId: randomUUID(), userId: author.userId });
    await db.insert(mailPreferences).values({ userId: author.userId, review: "daily", receipts: true, reminders: true });
    await db.insert(reviewFeeds).values({ userId: author.userId, secretHash: randomUUID() });
    const email = await emailOf(author);
    expect((await erase(author)).ok).toBe(true);

    const row = await rowOf(author);
    expect(row).toMatchObject({ name: ERASED_NAME, emailVerifiedAt: null, image: null, role: "user", isTrusted: false });
    expect(row.email).not.toContain("example.org");
    expect(row.suspendedAt).toBeInstanceOf(Date);
    for (const table of [sessions, accounts, mailPreferences])
      expect(await db.select().from(table).where(eq(table.userId, author.userId))).toEqual([]);
    expect((await db.select().from(reviewFeeds).where(eq(reviewFeeds.userId, author.userId)))[0]?.revokedAt).toBeInstanceOf(Date);
    expect(await db.select().from(users).where(sql`lower(email) = ${email}`)).toEqual([]);
    expect(await db.select().from(pluginEditors).where(eq(pluginEditors.userId, author.userId))).toEqual([]);
    expect((await db.select().from(versions).where(eq(versions.id, versionId)))[0]).toMatchObject({
      status: "approved",
      uploadedBy: author.userId,
    });
    expect((await eventsOf(author)).map((one) => [one.event, one.reason])).toEqual([
      ["trusted", null],
      ["role-changed", null],
      ["erased", "Asked for it."],
    ]);
    const words = await db.select().from(auditReasons).innerJoin(auditEntries, eq(auditEntries.id, auditReasons.entryId));
    expect(words.filter((one) => one.audit_entries.subjectId === author.userId).map((one) => one.audit_reasons.text)).toEqual([
      "Asked for it.",
    ]);
    await sealAudit(db);
    expect((await verifyAudit(db)).problem).toBeNull();
    expect(await codeOf(reinstateUser(db, about(admin, author)))).toBe("not-found");
  });
});
