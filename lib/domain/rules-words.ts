/** Said of a version whose verdict is one of rules that were changed since. */
export function rulesChanged(changedAt: Date): string {
  const [day, time] = changedAt.toISOString().split("T") as [string, string];
  return `The rules were changed on ${day} at ${time.slice(0, 5)} UTC; this version is being judged by them now.`;
}
