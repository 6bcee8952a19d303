import { and, isNotNull, lt, or, sql } from "drizzle-orm";
import type { Executor } from "../context";
import { emails } from "../schema";

/**
 * The log of mails stays, without what may hold an address: the mail service's ids and error texts.
 *
 * @param days how long they are kept (`MAIL_LOG_DAYS`)
 * @returns how many mails lost something
 */
export async function forgetMailTraces(db: Executor, days: number): Promise<number> {
  const forgotten = await db
    .update(emails)
    .set({ messageId: null, lastError: null })
    .where(
      and(lt(emails.createdAt, sql`now() - make_interval(days => ${days})`), or(isNotNull(emails.messageId), isNotNull(emails.lastError))),
    )
    .returning({ id: emails.id });
  return forgotten.length;
}
