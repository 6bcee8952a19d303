import { and, gt, isNull, lte, sql } from "drizzle-orm";
import type { Db } from "../context";
import { apiTokens } from "../schema";
import { queueEmails } from "./queue-email";

/** Days before a token's end on which its person hears of it; the shortest that fits is told. */
const REMIND_AT_DAYS = [7, 30] as const;

/**
 * Tells people of tokens that end soon: once 30 days before, once 7 days before. A token that was made for less time than
 * that is not spoken of on its first day.
 */
export async function queueTokenReminders(db: Db): Promise<void> {
  const daysLeft = sql<number>`extract(epoch from ${apiTokens.expiresAt} - now()) / 86400`.mapWith(Number);
  const daysOfLife = sql<number>`extract(epoch from ${apiTokens.expiresAt} - ${apiTokens.createdAt}) / 86400`.mapWith(Number);
  const ending = await db
    .select({ id: apiTokens.id, userId: apiTokens.userId, daysLeft, daysOfLife })
    .from(apiTokens)
    .where(
      and(
        isNull(apiTokens.revokedAt),
        gt(apiTokens.expiresAt, sql`now()`),
        lte(apiTokens.expiresAt, sql`now() + make_interval(days => ${Math.max(...REMIND_AT_DAYS)})`),
      ),
    );
  for (const token of ending) {
    const days = REMIND_AT_DAYS.find((one) => token.daysLeft <= one);
    if (days === undefined || Math.round(token.daysOfLife) <= days) continue;
    const mail = { kind: "token-expiring" as const, subjectId: `${token.id}:${days}`, recipientIds: [token.userId] };
    await db.transaction((tx) => queueEmails(tx, mail));
  }
}
