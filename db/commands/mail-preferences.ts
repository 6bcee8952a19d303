import { eq, sql } from "drizzle-orm";
import { DEFAULT_MAIL_PREFERENCES, type MailPreferences, type MailTopic } from "@/lib/domain/mails";
import type { Executor } from "../context";
import { mailPreferences, users } from "../schema";

export async function saveMailPreferences(db: Executor, userId: string, preferences: MailPreferences): Promise<void> {
  const set = { ...preferences, updatedAt: new Date() };
  await db
    .insert(mailPreferences)
    .values({ userId, ...set })
    .onConflictDoUpdate({ target: mailPreferences.userId, set });
}

/** Ends one kind of mail to a person, and leaves the rest as they chose it. For a person who is gone nothing happens. */
export async function stopMails(db: Executor, { userId, topic }: { userId: string; topic: MailTopic }): Promise<void> {
  const off: Partial<MailPreferences> = topic === "review" ? { review: "never" } : { [topic]: false };
  const { review, receipts, reminders } = { ...DEFAULT_MAIL_PREFERENCES, ...off };
  const person = db
    .select({
      userId: users.id,
      review: sql`${review}::review_mails`.as("review"),
      receipts: sql`${receipts}::boolean`.as("receipts"),
      reminders: sql`${reminders}::boolean`.as("reminders"),
      updatedAt: sql`now()`.as("updated_at"),
    })
    .from(users)
    .where(eq(users.id, userId));
  await db
    .insert(mailPreferences)
    .select(person)
    .onConflictDoUpdate({ target: mailPreferences.userId, set: { ...off, updatedAt: new Date() } });
}

/** Mail to the person's address is tried again. When it still comes back, it ends again. */
export async function tryAddressAgain(db: Executor, userId: string): Promise<void> {
  await db.update(users).set({ emailBouncedAt: null }).where(eq(users.id, userId));
}
