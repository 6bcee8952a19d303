const DAY_MS = 24 * 60 * 60 * 1000;

/** How much time is left until something is due: `due in 2 days`, `3 days late`. */
export function dueWords(dueAt: Date, now: Date): { words: string; isLate: boolean } {
  const left = dueAt.getTime() - now.getTime();
  const days = Math.round(Math.abs(left) / DAY_MS);
  const count = days === 1 ? "1 day" : `${days} days`;
  const isWithinADay = Math.abs(left) < DAY_MS;
  if (left < 0) return { words: isWithinADay ? "late since today" : `${count} late`, isLate: true };
  return { words: isWithinADay ? "due within a day" : `due in ${count}`, isLate: false };
}
