/** What the mail service tells about mails, with real signatures: what is believed, and what follows from it. */
import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { forgetMailTraces } from "@/db/commands/forget-mail-traces";
import { queueEmails } from "@/db/commands/queue-email";
import { recordDelivery } from "@/db/commands/record-delivery";
import { retryEmail } from "@/db/commands/retry-email";
import { listAuditEntries } from "@/db/queries/audit-log";
import { countEmailStates, listEmailLog } from "@/db/queries/emails";
import { getMailStanding } from "@/db/queries/mail-preferences";
import { emails, users } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { type DeliveryEvent, readDeliveryEvent } from "@/lib/mailer/resend-events";
import { pluginRow, versionRow } from "../builders/rows";
import { type MailRoom, openMailRoom } from "../helpers/mail-room";
import { openRepository, type TestRepository } from "../helpers/repository";

const key = randomBytes(24);
const keys = { apiKey: "not asked", secret: `whsec_${key.toString("base64")}` };
let repository: TestRepository;
let room: MailRoom;
let owner: SignedIn;
let pluginId: number;
let counter = 0;

beforeAll(async () => {
  repository = await openRepository();
  room = openMailRoom(repository);
});
afterAll(() => repository.close());
beforeEach(async () => {
  counter += 1;
  owner = await repository.person();
  pluginId = await pluginRow(repository.db, owner, `plugin_${counter}`);
});

const emailOf = (person: SignedIn) => `${person.userId}@example.org`;
const rowOf = async (id: string) => (await repository.db.select().from(emails).where(eq(emails.id, id)))[0];

async function queuedMail(kind: "validation-results" | "upload-confirmation" = "validation-results"): Promise<string | undefined> {
  counter += 1;
  const facts = { pluginId, uploadedBy: owner, version: `1.${counter}`, status: "validated", verdict: "passed" } as const;
  const { versionId, scanId } = await versionRow(repository.db, facts);
  await repository.db.transaction((tx) => queueEmails(tx, { kind, subjectId: scanId, versionId, recipientIds: [owner.userId] }));
  return (await repository.db.select().from(emails).where(eq(emails.subjectId, scanId)))[0]?.id;
}
async function sentMail(): Promise<string> {
  const id = await queuedMail();
  await room.deliver();
  return id as string;
}

/** Signs as Svix documents it, written anew here. */
function signed(content: object, options: { secret?: Buffer; atSeconds?: number; id?: string } = {}) {
  const body = JSON.stringify(content);
  const id = options.id ?? `msg_${randomUUID()}`;
  const at = String(options.atSeconds ?? Math.floor(Date.now() / 1000));
  const signature = createHmac("sha256", options.secret ?? key)
    .update(`${id}.${at}.${body}`)
    .digest("base64");
  return { body, headers: new Headers({ "svix-id": id, "svix-timestamp": at, "svix-signature": `v1,${signature}` }) };
}
const about = (mailId: string, type: string, more: object = {}) => ({
  type,
  created_at: new Date().toISOString(),
  data: { email_id: randomUUID(), from: "x@example.org", to: [emailOf(owner)], subject: "S", tags: { mail_id: mailId }, ...more },
});
const hardBounce = { bounce: { type: "Permanent", subType: "General", message: "550 no such user" } };
async function told(content: object): Promise<boolean> {
  const event = readDeliveryEvent(keys, signed(content));
  if (event === "forged" || event === null) throw new Error("not read");
  return recordDelivery(repository.db, event);
}

describe("a signature", () => {
  const mailId = randomUUID();
  const delivered = { type: "email.delivered", data: { to: ["x@example.org"], tags: { mail_id: mailId } } };

  it("that fits is believed, also when it stands beside an older key's", () => {
    const good = signed(delivered);
    expect(readDeliveryEvent(keys, good)).toMatchObject({ mailId, outcome: "delivered" } satisfies Partial<DeliveryEvent>);
    good.headers.set("svix-signature", `v1,${randomBytes(32).toString("base64")} ${good.headers.get("svix-signature")}`);
    expect(readDeliveryEvent(keys, good)).toMatchObject({ mailId });
  });

  it("of another key, of other bytes, of another time or message, or none at all is forged", () => {
    const now = Math.floor(Date.now() / 1000);
    const good = signed(delivered);
    const changed = (name: string, value: string) => {
      const headers = new Headers(good.headers);
      headers.set(name, value);
      return { ...good, headers };
    };
    for (const [what, sent] of Object.entries({
      "another key": signed(delivered, { secret: randomBytes(24) }),
      "one more space": { ...good, body: `${good.body} ` },
      "six minutes old": signed(delivered, { atSeconds: now - 360 }),
      "six minutes ahead": signed(delivered, { atSeconds: now + 360 }),
      "no time": changed("svix-timestamp", "soon"),
      "another time": changed("svix-timestamp", String(now - 1)),
      "another message": changed("svix-id", "msg_other"),
      "another version": changed("svix-signature", (good.headers.get("svix-signature") ?? "").replace("v1,", "v2,")),
      "an empty signature": changed("svix-signature", "v1,"),
      nothing: { body: good.body, headers: new Headers() },
    }))
      expect(readDeliveryEvent(keys, sent), what).toBe("forged");
  });

  it("of what is not about a mail of ours leads to nothing", () => {
    for (const content of [
      about("no id", "email.delivered"),
      about(mailId, "email.opened"),
      { type: "contact.created", data: {} },
      [],
      "x",
    ])
      expect(readDeliveryEvent(keys, signed(content as object))).toBeNull();
  });
});

describe("what became of a mail", () => {
  it("is written down; late, repeated and contradicting words change nothing", async () => {
    const id = await sentMail();
    expect(await told(about(id, "email.delivered"))).toBe(true);
    expect(await rowOf(id)).toMatchObject({ state: "delivered", deliveryAt: expect.any(Date) });
    expect(await told(about(id, "email.delivered"))).toBe(false);
    expect(await told(about(id, "email.failed", { failed: { reason: "quota" } }))).toBe(false);
    expect(await told(about(id, "email.bounced", hardBounce))).toBe(true);
    expect(await told(about(id, "email.delivered"))).toBe(false);
    expect(await rowOf(id)).toMatchObject({ state: "bounced", lastError: "550 no such user" });
    expect(await told(about(randomUUID(), "email.delivered"))).toBe(false);
  });

  it("may be told before our own note that it was sent is written", async () => {
    const id = (await queuedMail()) as string;
    await told(about(id, "email.delivered"));
    await room.deliver();
    expect((await rowOf(id))?.state).toBe("delivered");
  });

  it("a dead address gets no more, its person sees why, and may start it again", async () => {
    const waiting = (await queuedMail("upload-confirmation")) as string;
    const id = await queuedMail();
    await told(about(id as string, "email.bounced", hardBounce));
    expect((await getMailStanding(repository.db, owner.userId))?.bouncedAt).toBeInstanceOf(Date);
    await room.deliver();
    expect(await rowOf(waiting)).toMatchObject({ state: "skipped" });
    expect(await queuedMail()).toBeUndefined();
  });

  it("a full mailbox, or a word about an address that the person has left, kills no address", async () => {
    const soft = await sentMail();
    await told(about(soft, "email.bounced", { bounce: { type: "Transient", subType: "MailboxFull", message: "452 full" } }));
    const old = await sentMail();
    await told(about(old, "email.bounced", { ...hardBounce, to: ["somebody.else@example.org"] }));
    expect((await getMailStanding(repository.db, owner.userId))?.bouncedAt).toBeNull();
    expect(await rowOf(soft)).toMatchObject({ state: "bounced" });
  });

  it("an address that the service holds back counts as dead", async () => {
    await told(about(await sentMail(), "email.suppressed", { suppressed: { type: "Bounce", message: "on the list" } }));
    expect((await getMailStanding(repository.db, owner.userId))?.bouncedAt).toBeInstanceOf(Date);
  });

  it("whoever marks a mail as spam gets no more of what they may do without", async () => {
    await told(about(await sentMail(), "email.complained"));
    expect((await getMailStanding(repository.db, owner.userId))?.preferences).toEqual({
      review: "never",
      receipts: false,
      reminders: false,
    });
    expect(await queuedMail("upload-confirmation")).toBeUndefined();
    expect(await queuedMail()).toBeDefined();
  });
});

describe("the log", () => {
  it("counts and filters by state and kind", async () => {
    const id = await sentMail();
    await told(about(id, "email.bounced", hardBounce));
    expect((await countEmailStates(repository.db)).get("bounced")).toBeGreaterThan(0);
    const bounced = await listEmailLog(repository.db, 1, { state: "bounced" });
    expect(bounced.rows.find((row) => row.id === id)).toMatchObject({ isAddressDead: true });
    expect(bounced.rows.every((row) => row.state === "bounced")).toBe(true);
    expect((await listEmailLog(repository.db, 1, { state: "bounced", kind: "invitation" })).total).toBe(0);
  });

  it("lets an administrator, and nobody else, send a failed mail again", async () => {
    const admin = await repository.person({ role: "admin" });
    const id = (await queuedMail()) as string;
    const retry = async (person: SignedIn) => (await retryEmail(repository.db, { person, emailId: id })).ok;
    expect(await retry(admin)).toBe(false);
    await repository.db.update(emails).set({ state: "failed", lastError: "too busy" }).where(eq(emails.id, id));
    for (const role of ["user", "approver"] as const) expect(await retry(await repository.person({ role })), role).toBe(false);
    expect(await retry(admin)).toBe(true);
    const filter = { person: admin.userId, plugin: String(pluginId), event: "", from: "", to: "" };
    const [retried] = await listAuditEntries(repository.db, filter, { before: null, limit: 10 });
    expect(retried).toMatchObject({ event: "mail:retried", pluginId, versionId: (await rowOf(id))?.versionId, subjectId: owner.userId });
    await room.deliver();
    expect(await rowOf(id)).toMatchObject({ state: "sent", lastError: null });
    expect(await retry(admin)).toBe(false);
  });

  it("forgets after some time what may hold an address, and keeps what was sent", async () => {
    const id = await sentMail();
    await repository.db
      .update(emails)
      .set({ lastError: `no such user ${emailOf(owner)}` })
      .where(eq(emails.id, id));
    await forgetMailTraces(repository.db, 90);
    expect((await rowOf(id))?.lastError).toContain("no such user");
    await repository.db.update(emails).set({ createdAt: sql`now() - interval '91 days'` }).where(eq(emails.id, id));
    expect(await forgetMailTraces(repository.db, 90)).toBe(1);
    expect(await rowOf(id)).toMatchObject({ messageId: null, lastError: null, state: "sent" });
    expect(await repository.db.$count(users, eq(users.id, owner.userId))).toBe(1);
  });
});
