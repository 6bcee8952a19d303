/** What goes out every morning: the digest of those who chose it, and tokens that end soon. */
import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { saveMailPreferences } from "@/db/commands/mail-preferences";
import { queueReviewDigests } from "@/db/commands/queue-review-digests";
import { queueTokenReminders } from "@/db/commands/queue-token-reminders";
import { apiTokens } from "@/db/schema";
import { newApiToken } from "@/lib/api-token";
import { DEFAULT_MAIL_PREFERENCES } from "@/lib/domain/mails";
import type { SignedIn } from "@/lib/domain/permissions";
import { pluginRow, versionRow } from "../builders/rows";
import { type MailRoom, openMailRoom } from "../helpers/mail-room";
import { openRepository, type TestRepository } from "../helpers/repository";

const site = "https://plugins.example.org";
let repository: TestRepository;
let room: MailRoom;
let owner: SignedIn;

beforeAll(async () => {
  repository = await openRepository({ PUBLIC_URL: site });
  room = openMailRoom(repository);
  owner = await repository.person();
});
afterAll(() => repository.close());

async function approver(review: "at-once" | "daily" | "never") {
  const person = await repository.person({ role: "approver" });
  await saveMailPreferences(repository.db, person.userId, { ...DEFAULT_MAIL_PREFERENCES, review });
  return person;
}

it("the digest goes once a day to approvers who chose it, lists what waits for them, and stays away when nothing does", async () => {
  const daily = await approver("daily");
  const others = [await approver("at-once"), await approver("never"), await repository.person()];
  await queueReviewDigests(repository.db);
  expect(await room.subjectsTo(daily)).toEqual([]);

  const pluginId = await pluginRow(repository.db, owner, "roads");
  const own = await pluginRow(repository.db, daily, "own_plugin");
  const facts = { uploadedBy: owner, verdict: "passed" as const, status: "validated" as const };
  const ready = await versionRow(repository.db, { ...facts, pluginId, version: "1.0", waitsBecause: "It is a new plugin." });
  await versionRow(repository.db, { ...facts, pluginId: own, uploadedBy: daily, version: "9.9" });
  const stuck = await versionRow(repository.db, { ...facts, pluginId, version: "2.0", status: "inconclusive", verdict: "inconclusive" });
  const unchecked = { ...facts, pluginId, status: "approved" as const, verdict: "inconclusive" as const };
  await versionRow(repository.db, { ...unchecked, version: "0.8" });
  await versionRow(repository.db, { ...unchecked, version: "0.9", verdict: "blocked" });
  await queueReviewDigests(repository.db);
  await queueReviewDigests(repository.db);
  const mail = await room.mailTo(daily, "4 versions wait for an approver");
  for (const words of [
    "Ready: 1",
    `Plugin roads 1.0 <${site}/review/${ready.versionId}?mail=`,
    "It is a new plugin.",
    "Needs a decision: 3",
    "It is public and could not be checked again.",
    "It is public and has critical findings.",
    `Plugin roads 2.0 <${site}/review/${stuck.versionId}?mail=`,
    "A check could not be run to its end.",
  ])
    expect(mail.text).toContain(words);
  expect(mail.text).not.toContain("9.9");
  expect(mail.headers["List-Unsubscribe-Post"]).toBe("List-Unsubscribe=One-Click");
  for (const other of others) expect(await room.subjectsTo(other)).toEqual([]);

  await queueReviewDigests(repository.db, new Date(Date.now() + 24 * 60 * 60 * 1000));
  expect(await room.subjectsTo(daily)).toHaveLength(2);
});

it("a token is spoken of 30 and 7 days before its end, once each, while it works and is older than that", async () => {
  const token = async (name: string, madeDaysAgo: number, endsInDays: number, revoked = false) => {
    const { tokenHash, ending } = newApiToken();
    await repository.db.insert(apiTokens).values({
      ...{ id: randomUUID(), userId: owner.userId, pluginId: null, name, tokenHash, ending },
      createdAt: sql`now() - make_interval(days => ${madeDaysAgo})` as never,
      expiresAt: sql`now() + make_interval(days => ${endsInDays}) - interval '1 minute'` as never,
      revokedAt: revoked ? new Date() : null,
    });
  };
  await token("a month", 335, 30);
  await token("a week", 358, 7);
  await token("far", 300, 60);
  await token("short", 1, 29);
  await token("gone", 335, 20, true);
  await token("over", 400, -1);
  // As it is made: the end is reckoned some milliseconds after the beginning.
  await token("thirty", 1, 29);
  await repository.db.execute(
    sql`update api_tokens set expires_at = created_at + interval '30 days 20 milliseconds' where name = 'thirty'`,
  );
  for (let day = 0; day < 2; day += 1) await queueTokenReminders(repository.db);
  expect((await room.subjectsTo(owner)).sort()).toEqual(["Your token “a month” ends in 30 days", "Your token “a week” ends in 7 days"]);

  await repository.db.update(apiTokens).set({ expiresAt: sql`now() + interval '6 days 23 hours'` as never });
  await queueTokenReminders(repository.db);
  const subjects = (await room.subjectsTo(owner)).sort();
  expect(subjects.filter((subject) => subject.includes("a month"))).toEqual([
    "Your token “a month” ends in 30 days",
    "Your token “a month” ends in 7 days",
  ]);
  expect(subjects.filter((subject) => subject.includes("a week"))).toHaveLength(1);
  expect(subjects.some((subject) => subject.includes("gone"))).toBe(false);
  const mail = await room.mailTo(owner, "Your token “a month” ends in 7 days");
  expect(mail.text).toContain("Programs that use it cannot upload any more");
  expect(mail.text).toContain(`${site}/tokens`);
});
