/** How mails are sent: once, to whom they may go, again after a failure, and with a log. */
import { eq } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { markMailOpened } from "@/db/commands/mark-mail-opened";
import { listEmailLog } from "@/db/queries/emails";
import { emails, pluginEditors } from "@/db/schema";
import { MailError, type Mailer } from "@/lib/mailer";
import { personRow, versionRow } from "../builders/rows";
import { named, openWrittenMails } from "../helpers/written-mails";

const { db, owner, approver, pluginId, queued, send, rowOf, mailTo, outbox, close } = await openWrittenMails();
const stranger = await personRow(db);
afterAll(close);

const failing = (error: Error): Mailer => ({ send: () => Promise.reject(error) });

test("a mail that was sent is not sent again", async () => {
  const { versionId, scanId } = await versionRow(db, {
    pluginId,
    uploadedBy: owner,
    version: "1.0.1",
    status: "validating",
    verdict: null,
    columns: named("Once"),
  });
  const id = await queued("upload-confirmation", { subjectId: scanId, versionId, to: owner });
  let sent = 0;
  const counting: Mailer = { send: async () => ({ messageId: String(++sent) }) };
  await send(id, counting);
  await send(id, counting);
  expect(sent).toBe(1);
  expect(await rowOf(id)).toMatchObject({ attempts: 1, messageId: "1" });
});

test("a plugin's name cannot begin another header", async () => {
  const { versionId, scanId } = await versionRow(db, {
    pluginId,
    uploadedBy: owner,
    version: "1.5",
    status: "validating",
    verdict: null,
    columns: named("Evil\r\nBcc: all@example.org\u202E<script>"),
  });
  const id = await queued("upload-confirmation", { subjectId: scanId, versionId, to: owner });
  await send(id);
  expect((await mailTo(owner, "Plugin Upload Confirmation: Evil Bcc: all@example.org <script> v1.5")).html).not.toContain("<script>");
});

test("who is suspended, no editor any more, or no reviewer gets nothing", async () => {
  const { versionId, scanId } = await versionRow(db, {
    pluginId,
    uploadedBy: owner,
    version: "1.6",
    status: "validated",
    verdict: "passed",
  });
  const suspended = await personRow(db, { isSuspended: true });
  await db.insert(pluginEditors).values({ pluginId, userId: suspended.userId, role: "collaborator" });
  const before = (await outbox()).length;
  for (const [kind, to] of [
    ["validation-results", stranger],
    ["validation-results", suspended],
    ["validation-results", approver],
    ["review-ready", owner],
    ["needs-decision", stranger],
  ] as const) {
    const id = await queued(kind, { subjectId: scanId, versionId, to });
    await send(id);
    expect(await rowOf(id), kind).toMatchObject({ state: "skipped", sentAt: null });
    await db.delete(emails).where(eq(emails.id, id));
  }
  expect(await outbox()).toHaveLength(before);
});

test("temporary failures are tried again, permanent ones and the last attempt are final; the log shows them", async () => {
  const { versionId, scanId } = await versionRow(db, {
    pluginId,
    uploadedBy: owner,
    version: "1.7",
    status: "validated",
    verdict: "passed",
  });
  const id = await queued("validation-results", { subjectId: scanId, versionId, to: owner });
  const busy = failing(new MailError("SMTP: too busy (421)", { isPermanent: false }));
  await expect(send(id, busy)).rejects.toThrow("too busy");
  expect(await rowOf(id)).toMatchObject({ state: "queued", attempts: 1, lastError: "SMTP: too busy (421)" });
  await expect(send(id, busy, true)).rejects.toThrow("too busy");
  expect(await rowOf(id)).toMatchObject({ state: "failed", attempts: 2 });

  const other = await queued("upload-confirmation", { subjectId: scanId, versionId, to: owner });
  await send(other, failing(new MailError("SMTP: EENVELOPE (550)", { isPermanent: true })));
  expect(await rowOf(other)).toMatchObject({ state: "failed", lastError: "SMTP: EENVELOPE (550)" });
  const logged = (await listEmailLog(db, 1)).rows.find((row) => row.id === other);
  expect(logged).toMatchObject({ packageName: "sample", version: "1.7", recipientName: owner.name });
});

test("coming from a mail is logged once, for its own recipient", async () => {
  const { versionId, scanId } = await versionRow(db, {
    pluginId,
    uploadedBy: owner,
    version: "1.8",
    status: "validated",
    verdict: "passed",
  });
  const id = await queued("validation-results", { subjectId: scanId, versionId, to: owner });
  await markMailOpened(db, id, approver.userId);
  await markMailOpened(db, "not-an-id", owner.userId);
  expect((await rowOf(id))?.openedAt).toBeNull();
  await markMailOpened(db, id, owner.userId);
  const first = (await rowOf(id))?.openedAt;
  expect(first).toBeInstanceOf(Date);
  await markMailOpened(db, id, owner.userId);
  expect((await rowOf(id))?.openedAt).toEqual(first);
});
