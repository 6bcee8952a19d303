import type { Env } from "./env";

export interface RateLimit {
  /** Names the counter, and the policy in the answer's headers. */
  name: string;
  points: number;
  seconds: number;
}

/** How a counter stands after it was asked. */
export interface LimitState {
  limit: RateLimit;
  isExceeded: boolean;
  remaining: number;
  /** Until the counter begins anew. */
  resetSeconds: number;
}

/**
 * Uploads of one token. A release workflow sends one file, and some more when it fails; each upload costs seconds of
 * checks on our machines. Sixty an hour leaves room for somebody who releases thirty plugins at once.
 */
export const uploadLimit = (env: Pick<Env, "UPLOADS_PER_HOUR">): RateLimit => ({
  name: "uploads",
  points: env.UPLOADS_PER_HOUR,
  seconds: 60 * 60,
});

/**
 * Wrong tokens and passwords from one address. A token cannot be guessed; this keeps a forgotten program with an ended
 * token from asking thousands of times. Tokens that work are let in whatever else came from their address: many
 * people's CI shares a few.
 */
export const failedAuthLimit = (env: Pick<Env, "FAILED_TOKENS_PER_QUARTER_HOUR">): RateLimit => ({
  name: "failed-tokens",
  points: env.FAILED_TOKENS_PER_QUARTER_HOUR,
  seconds: 15 * 60,
});

/** The headers of the IETF's draft "RateLimit header fields for HTTP", and `Retry-After` once the limit is passed. */
export function rateLimitHeaders(state: LimitState): Record<string, string> {
  const { limit, remaining, resetSeconds } = state;
  return {
    "ratelimit-policy": `"${limit.name}";q=${limit.points};w=${limit.seconds}`,
    ratelimit: `"${limit.name}";r=${remaining};t=${resetSeconds}`,
    ...(state.isExceeded ? { "retry-after": String(resetSeconds) } : {}),
  };
}
