import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { and, eq } from "drizzle-orm";
import { connect, type Db } from "@/db/client";
import { checkRuns, emails, scans, users } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { parseEnv } from "@/lib/env";
import type { Mailer } from "@/lib/mailer";
import { listOutbox, type OutboxMail, outboxMailer } from "@/lib/mailer/outbox";
import { sendEmail } from "@/workers/tasks/send-email";
import { personRow, pluginRow } from "../builders/rows";
import { createTestDatabase } from "./database";

type Kind = (typeof emails.$inferInsert)["kind"];

/** A database of rows, one plugin with its owner and an approver, and the worker's task that writes mails about them. */
export interface WrittenMails {
  db: Db;
  owner: SignedIn;
  approver: SignedIn;
  pluginId: number;
  /** A mail that waits to be sent. @returns its id */
  queued(kind: Kind, facts: { subjectId: string; versionId: number; to: SignedIn }): Promise<string>;
  send(emailId: string, mailer?: Mailer, isLastAttempt?: boolean): ReturnType<typeof sendEmail>;
  rowOf(emailId: string): Promise<typeof emails.$inferSelect | undefined>;
  /** What this person got with this subject. */
  mailTo(person: SignedIn, subject: string): Promise<OutboxMail>;
  outbox(): Promise<OutboxMail[]>;
  /** A scan whose Bandit took too long, and which has ended so. */
  endInconclusive(scanId: string): Promise<void>;
  close(): Promise<void>;
}

export const site = "https://plugins.example.org";
export const named = (name: string) => ({ metadata: { name } as never });

export async function openWrittenMails(): Promise<WrittenMails> {
  const database = await createTestDatabase();
  const db = connect(database.url, 3);
  const folder = await mkdtemp(path.join(tmpdir(), "outbox-"));
  const owner = await personRow(db);
  const approver = await personRow(db, { role: "approver" });
  const env = parseEnv({
    NODE_ENV: "test",
    DATABASE_URL: database.url,
    AUTH_SECRET: "x".repeat(32),
    PUBLIC_URL: `${site}/`,
    SUPPORT_EMAIL: "help@example.org",
  });
  const toOutbox = outboxMailer({ folder, from: "Greenbadge <no-reply@example.org>" });
  return {
    ...{ db, owner, approver, pluginId: await pluginRow(db, owner, "sample") },
    async queued(kind, { to, ...about }) {
      const [row] = await db
        .insert(emails)
        .values({ kind, ...about, recipientId: to.userId })
        .returning({ id: emails.id });
      return (row as { id: string }).id;
    },
    send: (emailId, mailer = toOutbox, isLastAttempt = false) => sendEmail({ emailId }, { db, mailer, env }, { isLastAttempt }),
    rowOf: async (emailId) => (await db.select().from(emails).where(eq(emails.id, emailId)))[0],
    async mailTo(person, subject) {
      const [account] = await db.select().from(users).where(eq(users.id, person.userId));
      const mails = await listOutbox(folder);
      const found = mails.find((mail) => mail.to === account?.email && mail.subject === subject);
      if (!found) throw new Error(`no mail with the subject ${subject}; there are: ${mails.map((mail) => mail.subject).join(" | ")}`);
      return found;
    },
    outbox: () => listOutbox(folder),
    async endInconclusive(scanId) {
      await db.update(checkRuns).set({ state: "finished" }).where(eq(checkRuns.scanId, scanId));
      await db
        .update(checkRuns)
        .set({ state: "errored", errorCode: "timeout" })
        .where(and(eq(checkRuns.scanId, scanId), eq(checkRuns.checkId, "bandit")));
      await db.update(scans).set({ verdict: "inconclusive", concludedAt: new Date() }).where(eq(scans.id, scanId));
    },
    async close() {
      await db.close();
      await database.drop();
      await rm(folder, { recursive: true });
    },
  };
}
