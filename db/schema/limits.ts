import { bigint, index, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid, varchar } from "drizzle-orm/pg-core";
import { apiTokens } from "./tokens";

/** Counters of rate-limiter-flexible, which names and orders these columns. The keys hold no address and no token. */
export const rateLimits = pgTable(
  "rate_limits",
  {
    key: varchar("key", { length: 255 }).primaryKey(),
    points: integer("points").notNull().default(0),
    /** In milliseconds since 1970. */
    expire: bigint("expire", { mode: "number" }),
  },
  // tidy: counters that are over
  (t) => [index("rate_limits_expire_idx").on(t.expire)],
);

/** What an upload with an `Idempotency-Key` was answered, so that a client that lost the answer gets the same one. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    tokenId: uuid("token_id")
      .notNull()
      .references(() => apiTokens.id, { onDelete: "cascade" }),
    key: text("key").notNull(),
    /** Of the address, the file and the fields: the same key for something else is a mistake. */
    requestHash: text("request_hash").notNull(),
    /** Null: the first request is still being worked on. */
    answer: jsonb("answer"),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.tokenId, t.key] }),
    // tidy: answers that are past their day
    index("idempotency_keys_created_idx").on(t.createdAt),
  ],
);
