/** A real mail of every kind and outcome, brought about by the ordinary commands: what each must hold, whoever reads it. */
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { emails } from "@/db/schema";
import { MAIL_KINDS, type MailKind, topicOf } from "@/lib/domain/mails";
import type { OutboxMail } from "@/lib/mailer/outbox";
import { openMailRoom } from "../helpers/mail-room";
import { playAccountMails, playVersionMails } from "../helpers/mail-scenes";
import { openRepository, type TestRepository } from "../helpers/repository";

let repository: TestRepository;
let mails: { kind: MailKind; versionId: number | null; pluginId: number | null; mail: OutboxMail }[];

beforeAll(async () => {
  repository = await openRepository({
    PUBLIC_URL: "https://plugins.example.org",
    SUPPORT_EMAIL: "help@example.org",
    SUPPORT_URL: "https://example.org/help",
  });
  const room = openMailRoom(repository);
  await repository.work();
  await playVersionMails(repository, room);
  await playAccountMails(repository, room);
  await room.deliver();
  const sent = await room.everything();
  const rows = await repository.db.select().from(emails).where(eq(emails.state, "sent"));
  mails = rows.flatMap(({ kind, versionId, pluginId, messageId }) => {
    const mail = sent.find((one) => one.id === messageId);
    return mail ? [{ kind, versionId, pluginId, mail }] : [];
  });
}, 180_000);
afterAll(() => repository.close());

test("none is missing, and none failed", async () => {
  // The mail with a sign-in link goes through no queue (sign-in.test.ts).
  expect([...new Set(mails.map((one) => one.kind))].sort()).toEqual(MAIL_KINDS.filter((kind) => kind !== "sign-in").sort());
  expect(await repository.db.$count(emails, eq(emails.state, "failed"))).toBe(0);
});

/** Links of the mail's body, as its text must name them too. */
const linksIn = (html: string) => [...html.matchAll(/ href="([^"]+)"/g)].map((match) => (match[1] ?? "").replaceAll("&amp;", "&"));

test("each says what comes next, where to ask and where to read more; its text holds all that its picture does", () => {
  for (const { mail } of mails) {
    const { subject, html, text } = mail;
    expect(text, subject).toContain("What comes next:");
    expect(text, subject).toContain("https://plugins.example.org/docs/security-scanning");
    expect(text, subject).toContain("help@example.org");
    expect(`${subject} ${text}`, subject).not.toMatch(/undefined|\bnull\b|NaN|\[object|Invalid Date/);
    for (const link of linksIn(html)) expect(text, subject).toContain(link.replace("mailto:", ""));
  }
});

test("mails of one version stand together, those of a plugin too; what people may do without can be ended in one press", () => {
  for (const { kind, versionId, pluginId, mail } of mails) {
    const thread = versionId !== null ? `<version-${versionId}@` : pluginId !== null ? `<plugin-${pluginId}@` : undefined;
    if (thread) expect(mail.headers["In-Reply-To"], mail.subject).toContain(thread);
    else expect(mail.headers["In-Reply-To"], mail.subject).toBeUndefined();
    expect(Boolean(mail.headers["List-Unsubscribe"]), mail.subject).toBe(topicOf(kind) !== null);
    expect(mail.text.includes("Stop mails like this"), mail.subject).toBe(topicOf(kind) !== null);
  }
});

test("each about a version names the plugin and the version in subject and text", () => {
  for (const { versionId, mail } of mails.filter((one) => one.versionId !== null)) {
    const [, name = "?", version = "?"] = /: (.+) v(\d[\d.]*)/.exec(mail.subject) ?? [];
    expect(mail.text, `${versionId} ${mail.subject}`).toContain(name);
    expect(mail.text, `${versionId} ${mail.subject}`).toContain(version);
  }
});

test("a version with many findings tells new ones first and some of the others, and its numbers add up", () => {
  const text = mails.find((one) => one.mail.subject === "Plugin Validation Results: Bridges v1.1")?.mail.text ?? "";
  const numberIn = (pattern: RegExp) => Number(pattern.exec(text)?.[1] ?? 0);
  const found = numberIn(/Critical (\d+)/) + numberIn(/Warning (\d+)/) + numberIn(/Info (\d+)/);
  const moreNew = numberIn(/And (\d+) more new ones in the report/);
  const more = numberIn(/And (\d+) more in the report/);
  expect([numberIn(/New in this version: (\d+)/) - moreNew, found - moreNew - more]).toEqual([5, 20]);
  expect(text).toContain("Must be fixed too: 30");
  expect(text).toContain("Kind: AWS Access Key");
  expect(text).toContain("/plugins/bridges/version/1.1/patch");
  expect(text).toContain("/plugins/add?plugin=bridges&version=1.1");
});
