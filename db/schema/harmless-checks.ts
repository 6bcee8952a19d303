import { boolean, index, integer, pgEnum, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { HARMLESS_OUTCOMES } from "@/lib/domain/harmless-lane";
import { plugins } from "./plugins";
import { scans } from "./scans";

export const harmlessOutcome = pgEnum("harmless_outcome", HARMLESS_OUTCOMES);

/** What the harmless lane found out about the file of a scan, and what it did with it. */
export const harmlessChecks = pgTable(
  "harmless_checks",
  {
    scanId: uuid("scan_id")
      .primaryKey()
      .references(() => scans.id, { onDelete: "cascade" }),
    pluginId: integer("plugin_id")
      .notNull()
      .references(() => plugins.id),
    versionId: integer("version_id").notNull(),
    artifactSha256: text("artifact_sha256").notNull(),
    /** The newest version of the stream that a person had approved then. */
    approvedVersionId: integer("approved_version_id").notNull(),
    approvedVersion: text("approved_version").notNull(),
    approvedSha256: text("approved_sha256").notNull(),
    isHarmless: boolean("is_harmless").notNull(),
    /** What differs, or what is in the way. */
    words: text("words").notNull(),
    /** Drawn for a look by a person all the same. */
    isInSample: boolean("is_in_sample").notNull(),
    comparedAt: timestamp("compared_at", { withTimezone: true }).notNull().defaultNow(),
    /** Null: the version was approved for another reason, or has not been judged. */
    outcome: harmlessOutcome("outcome"),
    /** One sentence: why it came out so. */
    reason: text("reason"),
  },
  (t) => [
    // the lane's page: newest first, counts of the last days
    index("harmless_checks_compared_idx").on(t.comparedAt),
    // whether a file of this plugin was drawn since the same approval
    index("harmless_checks_plugin_idx").on(t.pluginId, t.approvedVersionId),
  ],
);
