export const HARMLESS_KINDS = ["translation", "documentation", "image", "style", "metadata"] as const;
/** What may differ without anybody having to look: it is shown, and nothing of it runs. */
export type HarmlessKind = (typeof HARMLESS_KINDS)[number];

/** Whether a file is of a harmless kind, or why not, as the end of a sentence about it. */
export type FileJudgement = { kind: HarmlessKind } | { not: string };

/** What differs between two packages, as far as the harmless lane asks. */
export type HarmlessComparison =
  /** `words`: what differs, for instance "3 translations and 1 image". */
  | { isHarmless: true; words: string }
  /** `words`: a whole sentence about the first file that is in the way. */
  | { isHarmless: false; words: string };
