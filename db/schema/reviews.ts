import { bigint, date, index, integer, pgEnum, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { POINT_MARKS } from "@/lib/domain/review-points";
import { versions } from "./versions";

const at = (name: string) => timestamp(name, { withTimezone: true });

/** What an approver asked for when a version was returned, one thing a row. Append-only; outlives the version. */
export const reviewPoints = pgTable(
  "review_points",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    versionId: integer("version_id").notNull(),
    pluginId: integer("plugin_id").notNull(),
    /** The version event of the return. */
    eventId: bigint("event_id", { mode: "number" }).notNull(),
    position: integer("position").notNull(),
    text: text("text").notNull(),
    askedBy: uuid("asked_by").notNull(),
    askedAt: at("asked_at").notNull().defaultNow(),
  },
  // what was asked of a version, in its order
  (t) => [index("review_points_version_idx").on(t.versionId, t.eventId, t.position)],
);

export const pointMark = pgEnum("point_mark", POINT_MARKS);

/** Who ticked which of them, and took the tick back. Append-only: the last mark of each side counts. */
export const reviewPointMarks = pgTable(
  "review_point_marks",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    pointId: uuid("point_id")
      .notNull()
      .references(() => reviewPoints.id),
    mark: pointMark("mark").notNull(),
    markedBy: uuid("marked_by").notNull(),
    markedAt: at("marked_at").notNull().defaultNow(),
    /** The file that was there when it was marked. */
    artifactSha256: text("artifact_sha256").notNull(),
    requestId: text("request_id"),
  },
  // the marks of a point, the last one first
  (t) => [index("review_point_marks_point_idx").on(t.pointId, t.id)],
);

/** What an approver had ticked of the approval practice when they decided. Append-only. */
export const decisionChecklists = pgTable("decision_checklists", {
  /** The version event of the decision. */
  eventId: bigint("event_id", { mode: "number" }).primaryKey(),
  versionId: integer("version_id").notNull(),
  /** Ids of lib/domain/approval-checklist.ts. */
  ticked: text("ticked").array().notNull(),
});

/** Downloads of a version on a day that is over: who could have what was hidden later. Kept for a year. */
export const downloadDays = pgTable(
  "download_days",
  {
    versionId: integer("version_id")
      .notNull()
      .references(() => versions.id, { onDelete: "cascade" }),
    day: date("day").notNull(),
    downloads: integer("downloads").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.versionId, t.day] }),
    // days that are forgotten
    index("download_days_day_idx").on(t.day),
  ],
);
