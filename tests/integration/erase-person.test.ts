/** A person is forgotten: nothing about them stays, and what they did does. */
import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { changeRole } from "@/db/commands/change-role";
import { changeRules } from "@/db/commands/change-rule";
import { changeTrust } from "@/db/commands/change-trust";
import { ERASED_NAME, eraseUser } from "@/db/commands/erase-user";
import { sealAudit } from "@/db/commands/seal-audit";
import { setHarmlessLane } from "@/db/commands/set-harmless-lane";
import { reinstateUser } from "@/db/commands/suspend-user";
import { listRulesetHistory, requireActiveRuleset } from "@/db/queries/rulesets";
import { listHarmlessLaneChanges } from "@/db/queries/settings";
import { verifyAudit } from "@/db/queries/verify-audit";
import {
  accounts,
  auditEntries,
  auditReasons,
  mailPreferences,
  pluginEditors,
  reviewFeeds,
  sessions,
  settings,
  userEvents,
  users,
  versions,
} from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { pluginRow, versionRow } from "../builders/rows";
import { about, codeOf, rowOf as rowOfIn } from "../helpers/decisions-about-people";
import { openRepository, type TestRepository } from "../helpers/repository";

let repository: TestRepository;
let admin: SignedIn;
let approver: SignedIn;
let author: SignedIn;
beforeAll(async () => {
  repository = await openRepository();
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
