/** Which mails somebody gets is their choice, where there is one; and what the head of a mail says about that. */
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { saveMailPreferences, stopMails } from "@/db/commands/mail-preferences";
import { queueEmails } from "@/db/commands/queue-email";
import { takeSignInToken } from "@/db/commands/sign-in";
import { getMailStanding } from "@/db/queries/mail-preferences";
import { emails, users, verificationTokens } from "@/db/schema";
import { DEFAULT_MAIL_PREFERENCES, type MailKind, type MailPreferences } from "@/lib/domain/mails";
import type { SignedIn } from "@/lib/domain/permissions";
import { readUnsubscribe } from "@/lib/unsubscribe-link";
import { pluginRow, versionRow } from "../builders/rows";
import { type MailRoom, openMailRoom } from "../helpers/mail-room";
import { openRepository, type TestRepository } from "../helpers/repository";

const site = "https://plugins.example.org";
let repository: TestRepository;
let room: MailRoom;
let owner: SignedIn;
let pluginId: number;

beforeAll(async () => {
  repository = await openRepository({ PUBLIC_URL: site, MAIL_FROM: "Greenbadge <no-reply@plugins.example.org>" });
  room = openMailRoom(repository);
  owner = await repository.person();
  pluginId = await pluginRow(repository.db, owner, "roads");
});
afterAll(() => repository.close());

const prefers = (person: SignedIn, some: Partial<MailPreferences>) =>
  saveMailPreferences(repository.db, person.userId, { ...DEFAULT_MAIL_PREFERENCES, ...some });
let counter = 0;
async function version() {
  counter += 1;
  return versionRow(repository.db, { pluginId, uploadedBy: owner, version: `1.${counter}`, status: "validated", verdict: "passed" });
}
async function queue(kind: MailKind, to: SignedIn) {
  const { versionId, scanId } = await version();
  await repository.db.transaction((tx) => queueEmails(tx, { kind, subjectId: scanId, versionId, recipientIds: [to.userId] }));
  return { versionId, scanId };
}
const statesOf = async (scanId: string, kind: MailKind) =>
  (
    await repository.db
      .select({ state: emails.state })
      .from(emails)
      .where(and(eq(emails.subjectId, scanId), eq(emails.kind, kind)))
  ).map((row) => row.state);

it("who does without a kind of mail gets no such mail, and all others", async () => {
  await prefers(owner, { receipts: false });
  const { scanId } = await queue("upload-confirmation", owner);
  expect(await statesOf(scanId, "upload-confirmation")).toEqual([]);
  const results = await queue("validation-results", owner);
  await room.deliver();
  expect(await statesOf(results.scanId, "validation-results")).toEqual(["sent"]);
});

it("a choice that is made while a mail waits still counts", async () => {
  await prefers(owner, {});
  const { scanId } = await queue("upload-confirmation", owner);
  await stopMails(repository.db, { userId: owner.userId, topic: "receipts" });
  await room.deliver();
  expect(await statesOf(scanId, "upload-confirmation")).toEqual(["skipped"]);
});

it("an approver gets each at once, or the digest, or none", async () => {
  for (const [review, expected] of [
    ["at-once", [1, 1, 0]],
    ["daily", [0, 0, 1]],
    ["never", [0, 0, 0]],
  ] as const) {
    const approver = await repository.person({ role: "approver" });
    await prefers(approver, { review });
    const counts = [];
    for (const kind of ["review-ready", "needs-decision", "review-digest"] as const)
      counts.push((await statesOf((await queue(kind, approver)).scanId, kind)).length);
    expect(counts, review).toEqual(expected);
  }
});

it("stopping one kind leaves the rest as it was chosen, and a person who is gone is none's business", async () => {
  const approver = await repository.person({ role: "approver" });
  await prefers(approver, { review: "daily", reminders: false });
  await stopMails(repository.db, { userId: approver.userId, topic: "receipts" });
  expect((await getMailStanding(repository.db, approver.userId))?.preferences).toEqual({
    review: "daily",
    receipts: false,
    reminders: false,
  });
  await stopMails(repository.db, { userId: approver.userId, topic: "review" });
  expect((await getMailStanding(repository.db, approver.userId))?.preferences.review).toBe("never");
  const newcomer = await repository.person();
  await stopMails(repository.db, { userId: newcomer.userId, topic: "reminders" });
  expect((await getMailStanding(repository.db, newcomer.userId))?.preferences).toEqual({ ...DEFAULT_MAIL_PREFERENCES, reminders: false });
  await stopMails(repository.db, { userId: "8f6f0f1e-2f53-4b0c-9a57-0b1c2d3e4f50", topic: "review" });
});

it("a mail that may be stopped says how, in its head and at its foot; one that may not, does not", async () => {
  await prefers(owner, {});
  const { versionId } = await queue("upload-confirmation", owner);
  const [receipt] = await room.mailsTo(owner);
  expect(receipt?.headers).toMatchObject({
    "Auto-Submitted": "auto-generated",
    "In-Reply-To": `<version-${versionId}@plugins.example.org>`,
    References: `<version-${versionId}@plugins.example.org>`,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  });
  const token = new URL(receipt?.headers["List-Unsubscribe"]?.slice(1, -1) ?? "").searchParams.get("token") ?? "";
  expect(readUnsubscribe(repository.env.AUTH_SECRET, token)).toEqual({ userId: owner.userId, topic: "receipts" });
  expect(receipt?.text).toContain(`${site}/account/mails/stop?token=${token}`);
  expect(receipt?.text).toContain(`${site}/account/mails>`);

  await queue("validation-results", owner);
  const [results] = await room.mailsTo(owner);
  expect(results?.headers["List-Unsubscribe"]).toBeUndefined();
  expect(results?.text).not.toContain("/account/mails/stop");
  expect(results?.text).toContain(`${site}/account/mails>`);
});

it("an address that mail comes back from gets no more, until it changes or a sign-in link arrives there", async () => {
  const { db } = repository;
  const person = await repository.person({ role: "approver" });
  const isTold = async () => (await statesOf((await queue("review-ready", person)).scanId, "review-ready")).length === 1;
  const bounce = () => db.update(users).set({ emailBouncedAt: new Date() }).where(eq(users.id, person.userId));
  expect(await isTold()).toBe(true);
  await bounce();
  expect(await isTold()).toBe(false);

  await db
    .update(users)
    .set({ email: `new-${person.userId}@example.org` })
    .where(eq(users.id, person.userId));
  expect(await isTold()).toBe(true);

  await bounce();
  const token = { identifier: `NEW-${person.userId}@example.org`, tokenHash: "hash", expiresAt: new Date(Date.now() + 60_000) };
  await db.insert(verificationTokens).values(token);
  await takeSignInToken(db, { identifier: token.identifier, tokenHash: "wrong" });
  expect(await isTold()).toBe(false);
  await takeSignInToken(db, token);
  expect(await isTold()).toBe(true);
});
