import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import type { Executor } from "../context";
import { emails } from "../schema";

/** Error texts of mail servers are kept short: they may quote what was sent. */
export const ERROR_LENGTH = 300;

/** Writes down that a sign-in link is about to be sent. Neither the link nor the address is kept; `recipientId` is null for people without an account. */
export async function logSignInMail(db: Executor, recipientId: string | null): Promise<{ emailId: string }> {
  const emailId = randomUUID();
  await db.insert(emails).values({ id: emailId, kind: "sign-in", subjectId: emailId, recipientId });
  return { emailId };
}

/** Counts an attempt before it is made: one that kills the process counts too. */
export async function beginEmailAttempt(db: Executor, emailId: string): Promise<void> {
  await db
    .update(emails)
    .set({ attempts: sql`${emails.attempts} + 1` })
    .where(eq(emails.id, emailId));
}

/** The mail service may have told that it was delivered before this is written. */
export async function markEmailSent(db: Executor, emailId: string, messageId: string): Promise<void> {
  const state = sql`case when ${emails.state} = 'queued' then 'sent' else ${emails.state} end`;
  await db.update(emails).set({ state, sentAt: new Date(), messageId, lastError: null }).where(eq(emails.id, emailId));
}

/** @param input.isFinal nobody will try again: the mail is `failed`; otherwise it stays `queued` */
export async function markEmailFailed(db: Executor, emailId: string, input: { error: string; isFinal: boolean }): Promise<void> {
  await db
    .update(emails)
    .set({ lastError: input.error.slice(0, ERROR_LENGTH), ...(input.isFinal ? { state: "failed" as const } : {}) })
    .where(and(eq(emails.id, emailId), eq(emails.state, "queued")));
}

/** Nothing went wrong: there is nobody who may or wants to read it any more, or nothing left to tell. */
export async function markEmailSkipped(db: Executor, emailId: string, why: string): Promise<void> {
  await db
    .update(emails)
    .set({ state: "skipped", lastError: why })
    .where(and(eq(emails.id, emailId), eq(emails.state, "queued")));
}
