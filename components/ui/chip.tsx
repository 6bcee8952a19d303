import type { ReactNode } from "react";
import { cx } from "./cx";
import { SOFT_TONE, type Tone } from "./tone";

/** A small label. Give it an icon or words that say what its colour says. */
export function Chip({
  tone = "neutral",
  icon,
  children,
  className,
  title,
}: {
  tone?: Tone;
  icon?: ReactNode;
  children: ReactNode;
  className?: string;
  title?: string;
}) {
  return (
    <span
      title={title}
      className={cx(
        "inline-flex items-center gap-1 whitespace-nowrap rounded-full border px-2 py-0.5 text-[0.8125rem] font-semibold leading-5 [&_svg]:size-3.5 [&_svg]:shrink-0",
        SOFT_TONE[tone],
        className,
      )}
    >
      {icon}
      {children}
    </span>
  );
}
