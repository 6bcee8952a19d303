import { hidesWords, LIST_OBSTACLE_WORDS, type QueueList, type QueueReason, type QueueSort } from "@/lib/domain/review-queue";
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
  "new-suppressions": "Hides critical findings",
  "acceptance-asked": "Acceptance asked",
  "public-not-clean": "Public, not clean any more",
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

/** Why it needs an approver, and which of the reasons that says: no chip repeats it. */
export function whyItWaits(row: QueueRowView): { words: string; says: QueueReason | null } {
  const { waitsBecause, reasons, status, verdict, openRequests } = row;
  const asks = `Its author asks to have ${openRequests > 1 ? `findings accepted, in ${openRequests} requests` : "a finding accepted"}.`;
  // what was written down is why it waited before it was blocked
  if (status === "blocked") return { words: asks, says: "acceptance-asked" };
  if (waitsBecause) {
    const saysHidden = waitsBecause.startsWith(hidesWords(row.newCriticalSuppressions));
    return { words: waitsBecause, says: saysHidden ? "new-suppressions" : null };
  }
  if (reasons.includes("public-not-clean"))
    return {
      words: `It is public and ${verdict === "inconclusive" ? "could not be checked again" : "has critical findings"}. It stays public until somebody decides.`,
      says: "public-not-clean",
    };
  if (reasons.includes("inconclusive"))
    return { words: "A check could not be run to its end, so nobody knows whether it is clean.", says: "inconclusive" };
  return status === "validated"
    ? { words: "Its author's versions are not published by themselves.", says: null }
    : { words: asks, says: "acceptance-asked" };
}

/** Why it cannot be approved here, without what its row says already. */
export function obstacleWords({ obstacle }: QueueRowView, says: QueueReason | null): string | null {
  if (obstacle === null || obstacle === "own") return null;
  if (obstacle === "inconclusive" && says === "inconclusive") return "It cannot be approved until all checks have run.";
  if (obstacle === "new-suppressions" && says === "new-suppressions") return "Open it and look first.";
  if (obstacle === "newer-waits") return "It can still be approved on its own page.";
  return LIST_OBSTACLE_WORDS[obstacle];
}
