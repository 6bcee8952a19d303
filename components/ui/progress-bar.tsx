import { cx } from "./cx";

/** How far something is. Without `value` it says only that something goes on. */
export function ProgressBar({ label, value, max, className }: { label: string; value?: number; max: number; className?: string }) {
  return (
    <progress
      aria-label={label}
      value={value}
      max={max}
      className={cx(
        "h-2.5 w-full appearance-none overflow-hidden rounded-full border border-line-strong bg-sunken",
        "[&::-moz-progress-bar]:bg-brand [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-brand [&::-webkit-progress-value]:transition-[width]",
        value === undefined &&
          "bg-brand-soft motion-safe:animate-pulse [&::-moz-progress-bar]:bg-brand-soft [&::-webkit-progress-bar]:bg-brand",
        className,
      )}
    />
  );
}
