const DAY_MS = 24 * 60 * 60 * 1000;
/** Long enough before the end to make a new token at leisure. */
const SOON_DAYS = 30;

/** "ends in 12 days" for a token whose end is near, null for one that has time or has ended. */
export function endingWords(expiresAt: Date, now: Date): string | null {
  const days = (expiresAt.getTime() - now.getTime()) / DAY_MS;
  if (days <= 0 || days > SOON_DAYS) return null;
  if (days < 1) return "ends within a day";
  const whole = Math.floor(days);
  return `ends in ${whole} ${whole === 1 ? "day" : "days"}`;
}
