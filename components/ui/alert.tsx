import { CircleCheck, CircleX, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx";
import { SOFT_TONE, type Tone } from "./tone";

const ICONS = { good: CircleCheck, bad: CircleX, warn: TriangleAlert, info: Info, neutral: Info };

/** Something that people should notice. `live` announces it when it appears after an action. */
export function Alert({
  tone = "info",
  title,
  children,
  live,
  className,
}: {
  tone?: Tone;
  title?: ReactNode;
  children?: ReactNode;
  live?: boolean;
  className?: string;
}) {
  const Icon = ICONS[tone];
  return (
    <div
      role={live ? (tone === "bad" ? "alert" : "status") : undefined}
      className={cx("flex gap-3 rounded-card border px-4 py-3", SOFT_TONE[tone], className)}
    >
      <Icon aria-hidden className="mt-0.5 size-5 shrink-0" />
      <div className="min-w-0 grow [overflow-wrap:anywhere]">
        {title ? <p className="font-semibold">{title}</p> : null}
        {children ? <div className="text-[0.9375rem] text-ink">{children}</div> : null}
      </div>
    </div>
  );
}
