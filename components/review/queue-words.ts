import type { QueueList, QueueReason, QueueSort } from "@/lib/domain/review-queue";
import type { QueueRowView } from "./queue-row";

export const LIST_WORDS: Record<QueueList, { title: string; lead: string; empty: string }> = {
  ready: {
    title: "Ready",
    lead: "The checks passed. Look, then approve, return or reject.",
    empty: "Nothing waits for approval",
  },
  "needs-decision": {
    title: "Needs a decision",
    lead: "Could not be checked, acceptance asked, or public but now blocked.",
    empty: "Nothing needs a decision",
  },
};

export const REASON_WORDS: Record<QueueReason, string> = {
  "new-plugin": "New plugin",
  "first-by-author": "First version by this author",
  "new-suppressions": "New suppressions of critical findings",
  "acceptance-asked": "Acceptance asked",
  "public-not-clean": "Public but now blocked",
  inconclusive: "Could not be checked",
};

export const PENDING_WORDS = { approve: "will be approved", return: "will be returned", reject: "will be rejected" } as const;

export const SORT_WORDS: Record<QueueSort, string> = {
  oldest: "Oldest first",
  due: "Due first",
  newest: "Newest first",
  name: "By name",
};

export const VIA_WORDS = { web: "On this site", token: "By token", xmlrpc: "From QGIS or a script", import: "Imported" } as const;

/** Why it was not approved by itself. Rows whose reason nobody wrote down still say what they want. */
export function whyItWaits({ waitsBecause, reasons, status }: Pick<QueueRowView, "waitsBecause" | "reasons" | "status">): string {
  // what was written down is why it waited before it was blocked
  if (status === "blocked") return "Its author asks to have a finding accepted.";
  if (waitsBecause) return waitsBecause;
  if (reasons.includes("public-not-clean"))
    return "It is public, and its newest scan is not clean. It stays public until somebody decides.";
  if (reasons.includes("inconclusive")) return "A check could not be run to its end, so nobody knows whether it is clean.";
  return status === "validated" ? "Its author's versions are not published by themselves." : "Its author asks to have a finding accepted.";
}
