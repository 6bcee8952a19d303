import { daysUntil, inDays } from "@/lib/domain/calendar-days";

/** How much time is left until something is due: `due in 2 days`, `3 days late`. */
export function dueWords(dueAt: Date, now: Date): { words: string; isLate: boolean } {
  const days = daysUntil(dueAt, now);
  if (dueAt >= now) return { words: `due ${inDays(days)}`, isLate: false };
  if (days === 0) return { words: "late since today", isLate: true };
  return { words: days === -1 ? "1 day late" : `${-days} days late`, isLate: true };
}
