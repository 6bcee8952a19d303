const DAY_MS = 24 * 60 * 60 * 1000;

function span(ms: number): string {
  const days = Math.floor(ms / DAY_MS);
  if (days < 1) return "less than a day";
  if (days === 1) return "1 day";
  if (days < 60) return `${days} days`;
  return days < 730 ? `${Math.floor(days / 30)} months` : `${Math.floor(days / 365)} years`;
}

/** When a scan of somebody's versions last found anything critical. */
export function lastCriticalWords(record: { firstUploadAt: Date | null; lastCriticalAt: Date | null }, now: Date): string {
  const ago = (at: Date) => `${span(now.getTime() - at.getTime())} ago`;
  if (!record.firstUploadAt) return "no uploads";
  return record.lastCriticalAt ? ago(record.lastCriticalAt) : `never, first upload ${ago(record.firstUploadAt)}`;
}
