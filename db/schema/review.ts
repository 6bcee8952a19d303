import { sql } from "drizzle-orm";
import { index, integer, pgEnum, pgTable, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { users } from "./people";
import { versions } from "./versions";

const at = (name: string) => timestamp(name, { withTimezone: true });

/** Who looks at a waiting version at the moment: a word to the others, no lock. Goes when its status changes. */
export const reviewClaims = pgTable("review_claims", {
  versionId: integer("version_id")
    .primaryKey()
    .references(() => versions.id, { onDelete: "cascade" }),
  personId: uuid("person_id")
    .notNull()
    .references(() => users.id, { onDelete: "cascade" }),
  until: at("until").notNull(),
});

export const pendingDecisionKind = pgEnum("pending_decision_kind", ["approve", "return", "reject"]);
export const pendingDecisionState = pgEnum("pending_decision_state", ["waiting", "done", "failed"]);

/**
 * Decisions that take effect some seconds after they were made, so that they can be taken back, and what became of them. One that counted
 * at once is here as done, for the approver to read.
 */
export const pendingDecisions = pgTable(
  "pending_decisions",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    versionId: integer("version_id")
      .notNull()
      .references(() => versions.id, { onDelete: "cascade" }),
    personId: uuid("person_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    decision: pendingDecisionKind("decision").notNull(),
    /** What the approver looked at. */
    scanId: uuid("scan_id").notNull(),
    artifactSha256: text("artifact_sha256").notNull(),
    reason: text("reason"),
    state: pendingDecisionState("state").notNull().default("waiting"),
    /** Why it took no effect, in words for the approver. */
    problem: text("problem"),
    decidedAt: at("decided_at").notNull().defaultNow(),
    takesEffectAt: at("takes_effect_at").notNull(),
    endedAt: at("ended_at"),
    requestId: text("request_id"),
  },
  (t) => [
    // of two approvers at the same moment, the first has decided
    uniqueIndex("pending_decisions_waiting_key").on(t.versionId).where(sql`${t.state} = 'waiting'`),
    // what a person decided lately
    index("pending_decisions_person_idx").on(t.personId, t.decidedAt),
  ],
);

/** Addresses under which QGIS Desktop reads what waits, one at a time for a person. Ended ones are kept: the audit log names them. */
export const reviewFeeds = pgTable(
  "review_feeds",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** sha256 of the secret in the address: a copy of this table reads nothing. */
    secretHash: text("secret_hash").notNull().unique("review_feeds_secret_key"),
    createdAt: at("created_at").notNull().defaultNow(),
    lastUsedAt: at("last_used_at"),
    /** Also set by a trigger, when the person loses the role or is suspended. */
    revokedAt: at("revoked_at"),
  },
  (t) => [uniqueIndex("review_feeds_live_key").on(t.userId).where(sql`${t.revokedAt} is null`)],
);
