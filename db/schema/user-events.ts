import { bigint, index, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { userRole } from "./people";
import { actorKind } from "./versions";

export type UserEvent = "role-changed" | "trusted" | "trust-revoked" | "suspended" | "reinstated" | "erased";

/**
 * What was decided about a person. Append-only: a trigger refuses DELETE, and any UPDATE but one that erases the reason.
 * Ids alone: it outlives the person's name and address.
 */
export const userEvents = pgTable(
  "user_events",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    userId: uuid("user_id").notNull(),
    at: timestamp("at", { withTimezone: true }).notNull().defaultNow(),
    actorKind: actorKind("actor_kind").notNull(),
    actorId: uuid("actor_id"),
    event: text("event").$type<UserEvent>().notNull(),
    /** Of role-changed. */
    fromRole: userRole("from_role"),
    toRole: userRole("to_role"),
    reason: text("reason"),
    requestId: text("request_id"),
  },
  // a person's history
  (t) => [index("user_events_user_idx").on(t.userId, t.id)],
);
