const DAY_MS = 24 * 60 * 60 * 1000;

const dayOf = (at: Date): number => Math.floor(at.getTime() / DAY_MS);

/** How many days a date lies ahead, counted as people count on a calendar in UTC, where dates are shown too; below 0 for one that is over. */
export const daysUntil = (at: Date, now: Date): number => dayOf(at) - dayOf(now);

/** "today", "tomorrow", "in 5 days". */
export function inDays(days: number): string {
  if (days === 0) return "today";
  return days === 1 ? "tomorrow" : `in ${days} days`;
}
