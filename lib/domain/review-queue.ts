import { newestVersion } from "./newest-version";
import { streamOf } from "./version-stream";

/** Two lists: what may be approved, and what cannot be without somebody's word. */
export const QUEUE_LISTS = ["ready", "needs-decision"] as const;
export type QueueList = (typeof QUEUE_LISTS)[number];

/** What sets a waiting version apart; a row may have several. */
export const QUEUE_REASONS = [
  "new-plugin",
  "first-by-author",
  "new-suppressions",
  "acceptance-asked",
  "public-not-clean",
  "inconclusive",
] as const;
export type QueueReason = (typeof QUEUE_REASONS)[number];

export const QUEUE_SORTS = ["oldest", "due", "newest", "name"] as const;
export type QueueSort = (typeof QUEUE_SORTS)[number];

/**
 * How many days a version may wait, by what it waits for. Where several hold, the earliest end counts. What people can
 * download while it is not clean is most pressing; then authors who cannot go on without an answer.
 */
export const DUE_DAYS = { ready: 7, inconclusive: 3, acceptanceAsked: 3, publicNotClean: 2 } as const;

/** How long a claim lasts that nobody gives back. */
export const CLAIM_MINUTES = 30;

/** How long a decision from the list can be taken back. */
export const UNDO_SECONDS = 10;

/** Written down of a version that waits for it; the list does not say it twice. */
export const hidesWords = (count: number): string =>
  `It hides ${count === 1 ? "a critical finding" : `${count} critical findings`} by a comment in the code that no approver has seen yet.`;

/** Why a waiting version cannot be approved from the list: somebody else's to decide, not possible, or to be looked at first. */
export type ListObstacle = keyof typeof LIST_OBSTACLE_WORDS;
export const LIST_OBSTACLE_WORDS = {
  own: "You edit this plugin or sent this file, so somebody else decides about it.",
  blocked: "It cannot be approved while a finding blocks it.",
  inconclusive: "It cannot be approved: it could not be checked to the end.",
  "new-suppressions": "It hides critical findings that no approver has seen yet. Open it and look at them first.",
  "may-hide": "It has more findings of a rule that can block than can be listed. Open it and look at the code first.",
  "name-taken": "It cannot be approved: another plugin has its name by now.",
  "newer-waits": "A newer version of it waits. Decide about that one first, or approve this one on its own page.",
} as const;

interface WaitingVersion {
  id: number;
  pluginId: number;
  version: string;
  isExperimental: boolean;
  qgisMinimum: number;
}

/** The newest waiting version of a stream. */
export interface NewerVersion {
  versionId: number;
  version: string;
}

/**
 * Waiting versions of which a newer one of the same plugin and stream waits too, by id, with the newest one. They neither hide
 * it nor stand before it.
 */
export function findOlderInStream(waiting: readonly WaitingVersion[]): Map<number, NewerVersion> {
  const older = new Map<number, NewerVersion>();
  for (const stream of Map.groupBy(waiting, (one) => `${one.pluginId} ${streamOf(one)}`).values()) {
    const newest = newestVersion(stream);
    for (const one of stream) if (newest && one !== newest) older.set(one.id, { versionId: newest.id, version: newest.version });
  }
  return older;
}
