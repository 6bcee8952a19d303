import { sql } from "drizzle-orm";
import { check, customType, index, integer, jsonb, pgTable, text, timestamp, unique, uuid } from "drizzle-orm/pg-core";
import type { FixCount } from "@/scanners/fixes/fixes";
import { users } from "./people";
import { scans } from "./scans";
import { artifacts, versions } from "./versions";

const at = (name: string) => timestamp(name, { withTimezone: true });
const bytea = customType<{ data: Buffer }>({ dataType: () => "bytea" });

/** `made`: the fixed file is stored, and a scan of it says what remains. `nothing`: no place could be changed without a doubt. */
export type PatchState = "preparing" | "made" | "nothing" | "failed";

/** Mechanical fixes for the open findings of one scan, made when somebody asks; gone after a week. */
export const patches = pgTable(
  "patches",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    versionId: integer("version_id")
      .notNull()
      .references(() => versions.id, { onDelete: "cascade" }),
    /** Whose findings it answers. */
    scanId: uuid("scan_id")
      .notNull()
      .references(() => scans.id, { onDelete: "cascade" }),
    askedBy: uuid("asked_by").references(() => users.id, { onDelete: "set null" }),
    state: text("state").$type<PatchState>().notNull().default("preparing"),
    /** Unified diff, in the encodings of the files. */
    diff: bytea("diff"),
    fixes: jsonb("fixes").$type<FixCount[]>(),
    /** The fixed ZIP. */
    artifactSha256: text("artifact_sha256").references(() => artifacts.sha256),
    /** A dry run over it. */
    patchedScanId: uuid("patched_scan_id").references(() => scans.id, { onDelete: "cascade" }),
    createdAt: at("created_at").notNull().defaultNow(),
    expiresAt: at("expires_at").notNull(),
  },
  (t) => [
    unique("patches_scan_key").on(t.scanId),
    // tidy: dry runs that a patch needs; its deletion with the scan
    index("patches_patched_scan_idx").on(t.patchedScanId),
    // how many somebody waits for; tidy
    index("patches_asked_by_idx").on(t.askedBy, t.createdAt),
    check(
      "patches_made_whole",
      sql`(${t.state} = 'made') = (${t.patchedScanId} is not null and ${t.diff} is not null and ${t.fixes} is not null and ${t.artifactSha256} is not null)`,
    ),
  ],
);
