const DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" });
const DAY_AND_TIME = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });

/** A moment as "29 Nov 2026, 12:46 UTC", said in UTC so that everybody reads the same. */
export function Time({ at, withTime }: { at: Date; withTime?: boolean }) {
  const words = withTime ? `${DAY_AND_TIME.format(at)} UTC` : DAY.format(at);
  return <time dateTime={at.toISOString()}>{words}</time>;
}
