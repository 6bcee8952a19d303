import { and, eq, isNull, ne, sql } from "drizzle-orm";
import { QUEUE_LISTS } from "@/lib/domain/review-queue";
import type { Db } from "../context";
import { getReviewQueue } from "../queries/review-queue";
import { mailPreferences, users } from "../schema";
import { queueEmails } from "./queue-email";

/**
 * One mail to each approver who chose one a day, when something waits that they may decide about. A second call on the same
 * day (UTC) adds none.
 */
export async function queueReviewDigests(db: Db, now = new Date()): Promise<void> {
  const people = await db
    .select({ userId: users.id, role: users.role, isSuspended: sql<boolean>`false` })
    .from(users)
    .innerJoin(mailPreferences, and(eq(mailPreferences.userId, users.id), eq(mailPreferences.review, "daily")))
    .where(and(ne(users.role, "user"), isNull(users.suspendedAt)));
  const day = now.toISOString().slice(0, 10);
  for (const person of people) {
    const lists = await Promise.all(QUEUE_LISTS.map((list) => getReviewQueue(db, person, { list, sort: "oldest", page: 1 })));
    if (lists.every((list) => !list || list.found === 0)) continue;
    await db.transaction((tx) => queueEmails(tx, { kind: "review-digest", subjectId: day, recipientIds: [person.userId] }));
  }
}
