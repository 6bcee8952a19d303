import { bigint, index, integer, pgEnum, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { COMPARISON_KINDS } from "@/lib/domain/memory";
import { CHANGES } from "@/scanners/core/match-findings";
import { plugins } from "./plugins";
import { scans } from "./scans";

export const findingChange = pgEnum("finding_change", CHANGES);
export const comparisonKind = pgEnum("comparison_kind", COMPARISON_KINDS);

/** What a scan was compared with when it concluded. No row: there was nothing before it. */
export const scanComparisons = pgTable(
  "scan_comparisons",
  {
    scanId: uuid("scan_id")
      .primaryKey()
      .references(() => scans.id, { onDelete: "cascade" }),
    kind: comparisonKind("kind").notNull(),
    /** As it was called then: the version itself may be deleted. */
    version: text("version").notNull(),
    earlierScanId: uuid("earlier_scan_id").references(() => scans.id, { onDelete: "set null" }),
  },
  // a scan that is deleted looks for those that were compared with it
  (t) => [index("scan_comparisons_earlier_idx").on(t.earlierScanId)],
);

/** How each finding of a compared scan relates to the scan before it. */
export const findingMemory = pgTable(
  "finding_memory",
  {
    scanId: uuid("scan_id")
      .notNull()
      .references(() => scanComparisons.scanId, { onDelete: "cascade" }),
    findingId: bigint("finding_id", { mode: "number" }).notNull(),
    change: findingChange("change").notNull(),
    /** The version of the plugin in which it appeared first, followed through moves. */
    firstSeenIn: text("first_seen_in").notNull(),
    /** The same finding in the earlier scan: those that nobody names here were fixed. */
    earlierFindingId: bigint("earlier_finding_id", { mode: "number" }),
  },
  // report of one scan
  (t) => [primaryKey({ columns: [t.scanId, t.findingId] })],
);

/** The version in which a finding appeared first, for one that was fixed meanwhile and comes back. */
export const findingSightings = pgTable(
  "finding_sightings",
  {
    pluginId: integer("plugin_id")
      .notNull()
      .references(() => plugins.id, { onDelete: "cascade" }),
    fingerprint: text("fingerprint").notNull(),
    version: text("version").notNull(),
  },
  // conclusion of a scan: what was seen before
  (t) => [primaryKey({ columns: [t.pluginId, t.fingerprint] })],
);
