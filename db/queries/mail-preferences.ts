import { eq } from "drizzle-orm";
import { DEFAULT_MAIL_PREFERENCES, type MailPreferences } from "@/lib/domain/mails";
import type { Executor } from "../context";
import { mailPreferences, users } from "../schema";

export interface MailStanding {
  preferences: MailPreferences;
  /** Since when mail to the address is not even tried. */
  bouncedAt: Date | null;
}

/** Null for a person who is gone. */
export async function getMailStanding(db: Executor, userId: string): Promise<MailStanding | null> {
  const [row] = await db
    .select({ bouncedAt: users.emailBouncedAt, preferences: mailPreferences })
    .from(users)
    .leftJoin(mailPreferences, eq(mailPreferences.userId, users.id))
    .where(eq(users.id, userId));
  if (!row) return null;
  const { review, receipts, reminders } = row.preferences ?? DEFAULT_MAIL_PREFERENCES;
  return { bouncedAt: row.bouncedAt, preferences: { review, receipts, reminders } };
}
