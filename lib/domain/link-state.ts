/** What is known of an address in a plugin's metadata. No finding: it changes no verdict, digest or status. */
export const LINK_STATES = ["not-checked", "ok", "dead", "unreachable", "refused"] as const;
export type LinkState = (typeof LINK_STATES)[number];

export const LINK_KINDS = ["tracker", "repository", "homepage"] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

/**
 * What one look at an address gave. `ok`: its server answers. `dead`: the server says that there is no such page.
 * `failed`: no answer, or one that may be better tomorrow. `refused`: we ask no such address.
 */
export interface LinkAnswer {
  outcome: "ok" | "dead" | "failed" | "refused";
  httpStatus: number | null;
  /** Code of lib/safe-fetch/problem.ts when there was no answer. */
  problem: string | null;
}

export interface LinkCheck {
  state: LinkState;
  httpStatus: number | null;
  problem: string | null;
  checkedAt: Date | null;
  /** The first look of an unbroken row of bad ones. */
  failingSince: Date | null;
  /** Bad looks in a row. */
  failures: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A site may be down for a night: the looks that decide are an hour and six hours apart. */
const RETRY_AFTER_MS = [HOUR_MS, 6 * HOUR_MS];
/** Bad looks in a row before no answer is called one. */
const FAILURES_THAT_COUNT = RETRY_AFTER_MS.length + 1;

/**
 * What is known after one more look, and when the next is due: a week later, give or take a day so that thousands of
 * addresses spread, or soon when a failure may pass.
 *
 * @param luck 0 to 1
 */
export function afterLook(before: LinkCheck, answer: LinkAnswer, now: Date, luck: number): LinkCheck & { nextCheckAt: Date } {
  const { outcome, httpStatus, problem } = answer;
  const inAWeek = new Date(now.getTime() + (6 + 2 * luck) * DAY_MS);
  const looked = { httpStatus, problem, checkedAt: now };
  if (outcome === "ok") return { ...looked, state: "ok", failingSince: null, failures: 0, nextCheckAt: inAWeek };
  const failures = before.failures + 1;
  const bad = { ...looked, failures, failingSince: before.failingSince ?? now };
  if (outcome !== "failed") return { ...bad, state: outcome, nextCheckAt: inAWeek };
  const retryAfterMs = RETRY_AFTER_MS[failures - 1];
  if (failures >= FAILURES_THAT_COUNT || retryAfterMs === undefined) return { ...bad, state: "unreachable", nextCheckAt: inAWeek };
  // what was known before stands until the looks agree
  return { ...bad, state: before.state, nextCheckAt: new Date(now.getTime() + retryAfterMs) };
}

/** An address in a version's metadata with what is known of it; null when nothing is. */
export interface CheckedLink {
  kind: LinkKind;
  url: string;
  check: LinkCheck | null;
}
