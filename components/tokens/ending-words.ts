import { daysUntil, inDays } from "@/lib/domain/calendar-days";

/** Long enough before the end to make a new token at leisure. */
const SOON_DAYS = 30;

/** "ends in 12 days" for a token whose end is near, null for one that has time or has ended. */
export function endingWords(expiresAt: Date, now: Date): string | null {
  const days = daysUntil(expiresAt, now);
  return expiresAt <= now || days > SOON_DAYS ? null : `ends ${inDays(days)}`;
}
