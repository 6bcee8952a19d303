import { index, integer, jsonb, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import type { PackageProblem } from "@/scanners/archive/types";
import { users } from "./people";
import { plugins } from "./plugins";
import { scans } from "./scans";
import { apiTokens } from "./tokens";

const at = (name: string) => timestamp(name, { withTimezone: true });

/** A package that somebody had checked without uploading it. The scan is theirs alone, and gone after a week. */
export const dryRuns = pgTable(
  "dry_runs",
  {
    scanId: uuid("scan_id")
      .primaryKey()
      .references(() => scans.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    tokenId: uuid("token_id").references(() => apiTokens.id, { onDelete: "set null" }),
    /** The sender's own plugin, so that what was decided about its findings counts. */
    pluginId: integer("plugin_id").references(() => plugins.id, { onDelete: "cascade" }),
    packageName: text("package_name").notNull(),
    name: text("name").notNull(),
    version: text("version").notNull(),
    packageWarnings: jsonb("package_warnings").$type<PackageProblem[]>().notNull().default([]),
    createdAt: at("created_at").notNull().defaultNow(),
    expiresAt: at("expires_at").notNull(),
  },
  (t) => [
    // somebody's own, and how many they are
    index("dry_runs_user_idx").on(t.userId, t.createdAt),
    // tidy
    index("dry_runs_expires_idx").on(t.expiresAt),
  ],
);
