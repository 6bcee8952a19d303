const DAY_MS = 24 * 60 * 60 * 1000;

function past(ms: number): string {
  const days = Math.floor(ms / DAY_MS);
  if (days < 1) return "today";
  if (days === 1) return "1 day ago";
  if (days < 60) return `${days} days ago`;
  return days < 730 ? `${Math.floor(days / 30)} months ago` : `${Math.floor(days / 365)} years ago`;
}

/** When a scan of somebody's versions last found anything critical. */
export function lastCriticalWords(record: { firstUploadAt: Date | null; lastCriticalAt: Date | null }, now: Date): string {
  const ago = (at: Date) => past(now.getTime() - at.getTime());
  if (!record.firstUploadAt) return "no uploads";
  return record.lastCriticalAt ? ago(record.lastCriticalAt) : `none (first upload ${ago(record.firstUploadAt)})`;
}
