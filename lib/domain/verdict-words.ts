/** The four badges and what is said of them, everywhere: pages, SVG, mails, reports. */
export type Verdict = "passed" | "advisory" | "blocked" | "inconclusive";

export const BADGES = ["green", "green-with-advice", "red", "grey"] as const;
export type Badge = (typeof BADGES)[number];

export interface BadgeWords {
  badge: Badge;
  /** Short enough for a badge. */
  label: string;
  /** One sentence for people who have never seen it. */
  meaning: string;
}

const WORDS = {
  passed: { badge: "green", label: "Checks passed", meaning: "No check found anything that needs attention." },
  advisory: {
    badge: "green-with-advice",
    label: "Checks passed, with advice",
    meaning: "Nothing critical was found. There are suggestions for the author.",
  },
  blocked: { badge: "red", label: "Critical findings", meaning: "At least one critical finding has been neither fixed nor accepted." },
  inconclusive: {
    badge: "grey",
    label: "Could not be checked",
    meaning: "A check could not be run to its end, so nothing is said about this version.",
  },
  none: { badge: "grey", label: "Not checked yet", meaning: "The checks have not run to their end yet." },
} as const satisfies Record<Verdict | "none", BadgeWords>;

/** What takes the first sentence's place when findings stand that an approver accepted. */
const NOTHING_OPEN = { passed: "Nothing else needs attention", advisory: "Nothing critical is open. There are suggestions for the author" };

/**
 * @param verdict the effective verdict of the version; null before its first scan has ended
 * @param kept findings that an approver accepted with a reason
 */
export function badgeWords(verdict: Verdict | null, kept = 0): BadgeWords {
  const words = WORDS[verdict ?? "none"];
  if (kept === 0 || !isGreen(verdict)) return words;
  return {
    ...words,
    meaning: `${NOTHING_OPEN[verdict]}; ${kept === 1 ? "1 finding is" : `${kept} findings are`} kept with a reason that an approver accepted.`,
  };
}

export const isGreen = (verdict: Verdict | null): verdict is "passed" | "advisory" => verdict === "passed" || verdict === "advisory";
