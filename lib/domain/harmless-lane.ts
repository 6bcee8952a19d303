/** The lane in which versions that change nothing but texts and pictures may be approved without a person. */
export const HARMLESS_LANE_MODES = ["off", "dry-run", "on"] as const;
export type HarmlessLaneMode = (typeof HARMLESS_LANE_MODES)[number];

export const HARMLESS_OUTCOMES = ["approved", "would-approve", "drawn", "not-harmless", "refused"] as const;
export type HarmlessOutcome = (typeof HARMLESS_OUTCOMES)[number];

/** Share of harmless versions that a person looks at all the same. */
export const HARMLESS_SAMPLE = 0.05;

export const HARMLESS_MODE_WORDS: Record<HarmlessLaneMode, { label: string; meaning: string }> = {
  off: { label: "Off", meaning: "Nothing is compared. A person approves every version whose author is not trusted." },
  "dry-run": {
    label: "Dry run",
    meaning: "Versions are compared and counted, and approvers read what the lane would have done. It approves nothing.",
  },
  on: {
    label: "On",
    meaning: `Harmless versions are published as soon as their checks have passed. ${HARMLESS_SAMPLE * 100} of 100 still go to a person.`,
  },
};

export const HARMLESS_OUTCOME_WORDS: Record<HarmlessOutcome, string> = {
  approved: "Approved by the lane",
  "would-approve": "Would have been approved",
  drawn: "Drawn for a look",
  "not-harmless": "Not harmless",
  refused: "Harmless, but held back",
};
