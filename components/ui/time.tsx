const DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" });
const HOUR = new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone: "UTC" });

/** A moment as "29 Nov 2026, 12:46 UTC", said in UTC so that everybody reads the same; breaks between the two alone. */
export function Time({ at, withTime }: { at: Date; withTime?: boolean }) {
  return (
    <time dateTime={at.toISOString()}>
      <span className="whitespace-nowrap">
        {DAY.format(at)}
        {withTime ? "," : ""}
      </span>
      {withTime ? (
        <>
          {" "}
          <span className="whitespace-nowrap">{HOUR.format(at)} UTC</span>
        </>
      ) : null}
    </time>
  );
}
