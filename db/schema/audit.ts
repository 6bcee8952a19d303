import { sql } from "drizzle-orm";
import { bigint, index, integer, jsonb, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { actorKind } from "./versions";

const at = (name: string) => timestamp(name, { withTimezone: true });

/**
 * Who did what, when. Append-only: triggers refuse UPDATE, DELETE and TRUNCATE. Ids, codes and digests alone, no names,
 * no addresses and no free text, so that people and reasons can be erased without touching it. Rows of the histories come in by triggers, everything
 * else by `recordAudit`; both through the SQL function `add_audit_entry` (docs/adr/0020).
 */
export const auditEntries = pgTable(
  "audit_entries",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    at: at("at").notNull().defaultNow(),
    actorKind: actorKind("actor_kind").notNull(),
    actorId: uuid("actor_id"),
    /** The token that the person's program used. */
    tokenId: uuid("token_id"),
    /** `<kind>:<event>`; its words are in lib/domain/audit-events.ts. */
    event: text("event").notNull(),
    pluginId: integer("plugin_id"),
    versionId: integer("version_id"),
    /** Whom or what it concerns beside plugin and version: mostly a person's id. */
    subjectId: text("subject_id"),
    /** The history's row that it tells of, `version_events:17`; null for what `recordAudit` wrote. */
    source: text("source"),
    /** Codes that say more: statuses, a role, a rule. */
    facts: jsonb("facts").$type<Record<string, string | number | null>>(),
    /** sha256 of the reason's salt and text. */
    reasonDigest: text("reason_digest"),
    requestId: text("request_id"),
  },
  (t) => [
    // the administrators' page, by plugin, person, event, time
    index("audit_entries_plugin_idx").on(t.pluginId, t.id),
    index("audit_entries_actor_idx").on(t.actorId, t.id),
    index("audit_entries_subject_idx").on(t.subjectId, t.id),
    index("audit_entries_event_idx").on(t.event, t.id),
    index("audit_entries_at_idx").on(t.at),
    // verify: a history's row without its entry
    index("audit_entries_source_idx").on(t.source),
  ],
);

/** The words of a reason. May be deleted, never changed: with its salt goes the possibility to guess it from the digest. */
export const auditReasons = pgTable("audit_reasons", {
  entryId: bigint("entry_id", { mode: "number" })
    .primaryKey()
    .references(() => auditEntries.id),
  salt: uuid("salt").notNull(),
  text: text("text").notNull(),
});

/** The chain over the entries, written by a worker. Append-only like them. */
export const auditSeals = pgTable("audit_seals", {
  /** 1, 2, 3 … without a gap. Not the order of ids: an entry whose transaction ended late is sealed late. */
  position: bigint("position", { mode: "number" }).primaryKey(),
  entryId: bigint("entry_id", { mode: "number" })
    .notNull()
    .unique("audit_seals_entry_key")
    .references(() => auditEntries.id),
  /** Of the previous seal's hash and this entry (lib/audit-chain.ts). */
  sha256: text("sha256").notNull(),
  sealedAt: at("sealed_at").notNull().defaultNow(),
});

/** Entries that wait for their seal: what the worker looks at, so that its work does not grow with the log. */
export const auditUnsealed = pgTable("audit_unsealed", {
  entryId: bigint("entry_id", { mode: "number" }).primaryKey(),
  /** Of the clock: an entry's own time may lie long before, when it tells of an older row. */
  since: at("since").notNull().default(sql`clock_timestamp()`),
});
