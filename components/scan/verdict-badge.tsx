import { type Badge, badgeWords, type Verdict } from "@/lib/domain/verdict-words";
import { cx } from "../ui/cx";

const LOOK: Record<Badge, string> = {
  green: "bg-good text-on-solid",
  "green-with-advice": "bg-good text-on-solid",
  red: "bg-bad text-on-solid",
  grey: "bg-neutral text-on-solid",
};

const SIGNS: Record<Badge, string> = {
  green: "M3 8.5 6.5 12 13 4.5",
  "green-with-advice": "M3 8.5 6.5 12 13 4.5",
  red: "M4 4l8 8M12 4l-8 8",
  grey: "M3.5 8h9",
};

/**
 * The public badge: green, green with an *i* on its left, red or grey; always with its sign and its words.
 *
 * @param verdict the effective verdict; null before the first scan has ended
 * @param kept findings that an approver accepted with a reason
 */
export function VerdictBadge({ verdict, kept = 0, size = "md" }: { verdict: Verdict | null; kept?: number; size?: "md" | "lg" }) {
  const { badge, label, meaning } = badgeWords(verdict, kept);
  return (
    <span
      title={meaning}
      className={cx(
        "inline-flex flex-wrap items-center gap-1.5 font-semibold whitespace-nowrap",
        size === "lg" ? "text-base" : "text-[0.8125rem]",
      )}
    >
      <span className="inline-flex items-center gap-1.5">
        {badge === "green-with-advice" ? <AdviceMark className={size === "lg" ? "size-6" : "size-5"} /> : null}
        <span
          className={cx(
            "inline-flex items-center gap-1.5 rounded-full",
            LOOK[badge],
            size === "lg" ? "px-3.5 py-1" : "px-2.5 py-0.5 leading-5",
          )}
        >
          <svg
            viewBox="0 0 16 16"
            aria-hidden="true"
            className="size-[0.95em] shrink-0"
            fill="none"
            stroke="currentColor"
            strokeWidth="2.4"
            strokeLinecap="round"
            strokeLinejoin="round"
          >
            <path d={SIGNS[badge]} />
          </svg>
          {label}
        </span>
      </span>
      {kept > 0 ? (
        <span className="rounded-full border border-line px-2 py-0.5 text-[0.8125rem] text-muted">{kept} kept with reason</span>
      ) : null}
    </span>
  );
}

/** The small *i*: there is advice. The words beside it say so too. */
function AdviceMark({ className }: { className: string }) {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true" className={cx("shrink-0 text-info", className)}>
      <circle cx="10" cy="10" r="9" fill="currentColor" />
      <circle cx="10" cy="5.7" r="1.5" className="fill-on-solid" />
      <path d="M10 9v6" className="stroke-on-solid" strokeWidth="2.4" strokeLinecap="round" />
    </svg>
  );
}
