import { bigint, boolean, index, integer, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { actorKind } from "./versions";

export type PluginEvent =
  | "reserved"
  | "invited"
  | "invitation-withdrawn"
  | "invitation-declined"
  | "collaborator-joined"
  | "owner-joined"
  | "ownership-handed-over"
  /** An administrator gave it to another account. */
  | "transferred"
  | "left"
  | "removed"
  | "deleted"
  | "restored"
  | "deprecated"
  | "deprecation-changed"
  | "deprecation-ended"
  | "token-revoked"
  | "purged"
  | "released";

/** Who did what with a plugin itself; its versions have their own history. Append-only: a trigger refuses DELETE, and any UPDATE but one that erases the reason. Ids alone, no names and no addresses. */
export const pluginEvents = pgTable(
  "plugin_events",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    /** Outlives the plugin. */
    pluginId: integer("plugin_id").notNull(),
    at: timestamp("at", { withTimezone: true }).notNull().defaultNow(),
    actorKind: actorKind("actor_kind").notNull(),
    actorId: uuid("actor_id"),
    event: text("event").$type<PluginEvent>().notNull(),
    /** The person whom it concerns, where that is somebody else than the actor. */
    subjectId: uuid("subject_id"),
    /** Of what administrators do. */
    reason: text("reason"),
    /** Its maintainers read the reason. Not those that were written when the form still said that administrators alone do. */
    isReasonTold: boolean("is_reason_told").notNull().default(false),
    requestId: text("request_id"),
  },
  // history on the manage page
  (t) => [index("plugin_events_plugin_idx").on(t.pluginId, t.id)],
);
