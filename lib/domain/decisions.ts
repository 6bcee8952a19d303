import { DUE_DAYS } from "./review-queue";

/** Why a finding may stay, in an owner's words. */
export const REASON_KINDS = ["false-positive", "intended", "mitigated", "test-data", "vendored"] as const;
export type ReasonKind = (typeof REASON_KINDS)[number];

export const REASON_WORDS: Record<ReasonKind, string> = {
  "false-positive": "False positive: the check is wrong here",
  intended: "Intended: the plugin is meant to do this",
  mitigated: "Mitigated elsewhere: other code makes it harmless",
  "test-data": "Test data: never used when the plugin runs",
  vendored: "Copy of a library, kept as its authors publish it",
};

/** What a word of an owner is about: one place, all places of its rule, or all in the same copy of a library. */
export const DECISION_SCOPES = ["place", "rule", "library"] as const;
export type DecisionScope = (typeof DECISION_SCOPES)[number];

/** The number of a request as people read and tell it. */
export const referenceOf = (groupNo: number | null): string | null => (groupNo === null ? null : `GB-${groupNo}`);

/** Until when an approver should have answered: the same days as in the queue. */
export const answerDueAt = (askedAt: Date): Date => new Date(askedAt.getTime() + DUE_DAYS.acceptanceAsked * 86_400_000);

/** What the author of a request may expect. */
export const ANSWER_WORDS = `Approvers usually answer within ${DUE_DAYS.acceptanceAsked} days.`;

/** Why a decision about a finding no longer holds. */
export type VoidCause = "more-equal" | "changed" | "moved" | "expired";

export const VOID_WORDS: Record<VoidCause, string> = {
  "more-equal": "That holds no longer: there are more equal places now than were looked at.",
  changed: "That holds no longer: the code has changed since.",
  moved: "That holds no longer: the code has moved to another file since.",
  expired: "It expired: acceptances last 24 months.",
};
