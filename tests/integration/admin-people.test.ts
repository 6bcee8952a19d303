/** What administrators and approvers decide about people: who may, what it changes, and that it stands in the history. */
import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { changeRole } from "@/db/commands/change-role";
import { changeTrust } from "@/db/commands/change-trust";
import { eraseUser } from "@/db/commands/erase-user";
import { reinstateUser, suspendUser } from "@/db/commands/suspend-user";
import { getPersonPage, listPeople } from "@/db/queries/admin-users";
import { auditEntries, sessions, userEvents } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { pluginRow, versionRow } from "../builders/rows";
import { about, codeOf, type Outcome, rowOf as rowOfIn } from "../helpers/decisions-about-people";
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

const rowOf = (person: SignedIn) => rowOfIn(repository, person);
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
