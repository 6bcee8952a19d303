/** What a colour says. Words or an icon always say it too. */
export type Tone = "good" | "bad" | "warn" | "info" | "neutral";

/** Quiet: tinted background, dark text of the same hue. */
export const SOFT_TONE: Record<Tone, string> = {
  good: "bg-good-soft text-good-ink border-good-line",
  bad: "bg-bad-soft text-bad-ink border-bad-line",
  warn: "bg-warn-soft text-warn-ink border-warn-line",
  info: "bg-info-soft text-info-ink border-info-line",
  neutral: "bg-neutral-soft text-neutral-ink border-line",
};
