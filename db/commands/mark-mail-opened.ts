import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import type { Executor } from "../context";
import { emails } from "../schema";

/**
 * Logs the first time that somebody came to a page through the link of a mail. Counts only for the
 * mail's own recipient; any other id, or text that is none, changes nothing.
 */
export async function markMailOpened(db: Executor, emailId: string, userId: string): Promise<void> {
  if (!z.uuid().safeParse(emailId).success) return;
  await db
    .update(emails)
    .set({ openedAt: new Date() })
    .where(and(eq(emails.id, emailId), eq(emails.recipientId, userId), isNull(emails.openedAt)));
}
