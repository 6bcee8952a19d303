import { index, integer, pgTable, timestamp, uuid } from "drizzle-orm/pg-core";
import { scans } from "./scans";
import { versions } from "./versions";

const at = (name: string) => timestamp(name, { withTimezone: true });

/**
 * Versions whose verdict turned when very many were judged anew at a time, by other rules or other checks: people are told of all of
 * theirs in one mail.
 */
export const verdictChanges = pgTable(
  "verdict_changes",
  {
    /** The scan that turned it. */
    scanId: uuid("scan_id")
      .primaryKey()
      .references(() => scans.id, { onDelete: "cascade" }),
    versionId: integer("version_id")
      .notNull()
      .references(() => versions.id, { onDelete: "cascade" }),
    notedAt: at("noted_at").notNull().defaultNow(),
    /** Those that were told together: what their mails name. Null: not told yet. */
    toldIn: uuid("told_in"),
  },
  // what is to be told; what a mail tells of
  (t) => [index("verdict_changes_told_idx").on(t.toldIn), index("verdict_changes_version_idx").on(t.versionId)],
);
