/** The owner says `done` or takes it back, an approver `confirmed` or takes that back. */
export const POINT_MARKS = ["done", "not-done", "confirmed", "not-confirmed"] as const;
export type PointMark = (typeof POINT_MARKS)[number];

export const MOST_POINTS = 20;
const POINT_CHARACTERS = 300;

/** One thing to do a line; list signs in front of it are dropped. */
export function readPoints(text: string): string[] {
  const lines = text.split("\n").map((line) => line.replace(/^\s*(?:[-*•]|\d+[.)])?\s*/u, "").trim());
  return lines
    .filter((line) => line !== "")
    .map((line) => line.slice(0, POINT_CHARACTERS))
    .slice(0, MOST_POINTS);
}

/** What the author reads in the mail and in the history: the reason, and the points as a list. */
export function reasonWithPoints(reason: string, points: readonly string[]): string {
  const list = points.map((point, index) => `${index + 1}. ${point}`).join("\n");
  return [reason.trim(), list].filter((part) => part !== "").join("\n\n");
}

/** What stands above the list of the points. */
export const reasonAbovePoints = (text: string, points: readonly string[]): string =>
  reasonBesidePoints(text, points) || "The list below says which.";

/** The reason alone, for a page where the points stand in a list of their own. */
export function reasonBesidePoints(text: string, points: readonly string[]): string {
  // Points of an earlier return stand before those of the last one, which alone are in its reason.
  for (let first = 0; first < points.length; first++) {
    const list = reasonWithPoints("", points.slice(first));
    if (text.endsWith(list)) return text.slice(0, -list.length).trim();
  }
  return text;
}
