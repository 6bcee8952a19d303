const DAY_MS = 24 * 60 * 60 * 1000;

function span(ms: number): string {
  const days = Math.floor(ms / DAY_MS);
  if (days < 1) return "less than a day";
  if (days === 1) return "1 day";
  if (days < 60) return `${days} days`;
  return days < 730 ? `${Math.floor(days / 30)} months` : `${Math.floor(days / 365)} years`;
}

/** For how long no scan of somebody's versions has found anything critical. */
export function cleanWords(record: { firstUploadAt: Date | null; lastCriticalAt: Date | null }, now: Date): string {
  if (!record.firstUploadAt) return "no uploads";
  const since = record.lastCriticalAt ?? record.firstUploadAt;
  const words = span(now.getTime() - since.getTime());
  return record.lastCriticalAt ? words : `${words}, never any`;
}
