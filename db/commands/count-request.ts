import { createHmac } from "node:crypto";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import type { LimitState, RateLimit } from "@/lib/rate-limits";
import type { Db } from "../context";

/**
 * Counts one request against a limit that all web processes share.
 *
 * @param by whose requests are counted; only a hash of it, keyed with `secret`, is stored
 */
export async function countRequest(db: Db, limit: RateLimit, by: { key: string; secret: string }): Promise<LimitState> {
  const limiter = new RateLimiterPostgres({
    storeClient: db.$client,
    storeType: "pool",
    // Made by our migrations, emptied by the worker's tidying.
    tableName: "rate_limits",
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix: limit.name,
    points: limit.points,
    duration: limit.seconds,
  });
  const counted = await limiter.consume(createHmac("sha256", by.secret).update(by.key).digest("hex")).catch((refused: unknown) => {
    if (refused instanceof RateLimiterRes) return refused;
    throw refused;
  });
  return {
    limit,
    isExceeded: counted.consumedPoints > limit.points,
    remaining: counted.remainingPoints,
    resetSeconds: Math.ceil(counted.msBeforeNext / 1000),
  };
}
