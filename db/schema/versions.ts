import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  customType,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { VERSION_STATUSES } from "@/lib/domain/version-status";
import type { PackageProblem, PluginMetadata } from "@/scanners/archive/types";
import { VERDICTS } from "@/scanners/core/types";
import type { VerdictReason } from "@/scanners/core/verdict";
import { users } from "./people";
import { plugins } from "./plugins";

const at = (name: string) => timestamp(name, { withTimezone: true });

export const versionStatus = pgEnum("version_status", VERSION_STATUSES);
export const verdict = pgEnum("verdict", VERDICTS);
export const publicationBasis = pgEnum("publication_basis", ["verdict", "imported"]);
export const uploadChannel = pgEnum("upload_channel", ["web", "token", "xmlrpc", "import"]);
export const actorKind = pgEnum("actor_kind", ["person", "token", "system", "importer"]);

/** A stored ZIP. The bytes live in storage under the same hash. */
export const artifacts = pgTable("artifacts", {
  sha256: text("sha256").primaryKey(),
  sizeBytes: bigint("size_bytes", { mode: "number" }).notNull(),
  contentDigest: text("content_digest").notNull(),
  fileCount: integer("file_count").notNull(),
  createdAt: at("created_at").notNull().defaultNow(),
});

export const versions = pgTable(
  "versions",
  {
    id: integer("id").primaryKey().generatedByDefaultAsIdentity(),
    pluginId: integer("plugin_id")
      .notNull()
      .references(() => plugins.id),
    version: text("version").notNull(),
    artifactSha256: text("artifact_sha256")
      .notNull()
      .references(() => artifacts.sha256),
    status: versionStatus("status").notNull(),
    /** Why it may be public: a verdict, or the repository it was imported from. Set when it first becomes public. */
    basis: publicationBasis("basis"),
    /** The effective verdict at the moment of the last approval, and the scan that gave it. */
    approvalVerdict: verdict("approval_verdict"),
    approvalScanId: uuid("approval_scan_id"),
    currentScanId: uuid("current_scan_id"),
    /** Recomputed whenever the scan or a decision on its findings changes. */
    effectiveVerdict: verdict("effective_verdict"),
    effectiveReason: jsonb("effective_reason").$type<VerdictReason>(),
    /** State before quarantine. */
    previousStatus: versionStatus("previous_status"),
    metadata: jsonb("metadata").$type<PluginMetadata>().notNull(),
    packageWarnings: jsonb("package_warnings").$type<PackageProblem[]>().notNull().default([]),
    /** What words are looked for in, beside the plugin's names: apart from the metadata, which is long and has to be unpacked. */
    searchText: text("search_text").generatedAlwaysAs(
      sql`coalesce(metadata->>'description', '') || ' ' || coalesce(metadata->>'author', '') || ' ' || coalesce(metadata->>'tags', '')`,
    ),
    isExperimental: boolean("is_experimental").notNull(),
    /** major * 10000 + minor, so that ranges compare as numbers (lib/domain/qgis-version.ts). */
    qgisMinimum: integer("qgis_minimum").notNull(),
    qgisMaximum: integer("qgis_maximum").notNull(),
    uploadedBy: uuid("uploaded_by").references(() => users.id, { onDelete: "set null" }),
    uploadedVia: uploadChannel("uploaded_via").notNull(),
    /** The uploader wants a look by a person although the owner is trusted. */
    asksToWait: boolean("asks_to_wait").notNull().default(false),
    /** Rules that a client asked to skip: their warnings count as acknowledged without a reason. Never lifts what blocks. */
    requestedSkips: text("requested_skips").array().notNull().default(sql`'{}'::text[]`),
    /** Critical findings whose suppression is new, or was never before an approver's eyes. Known once the scan has ended. */
    newCriticalSuppressions: integer("new_critical_suppressions").notNull().default(0),
    /** What the repository that it was imported from had counted. */
    importedDownloads: integer("imported_downloads").notNull().default(0),
    /** One sentence for the queue: why it was not approved by itself. */
    waitsBecause: text("waits_because"),
    uploadedAt: at("uploaded_at").notNull().defaultNow(),
    firstApprovedAt: at("first_approved_at"),
    approvedAt: at("approved_at"),
    statusChangedAt: at("status_changed_at").notNull().defaultNow(),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (t) => [
    unique("versions_plugin_version_key").on(t.pluginId, t.version),
    // feed, browse, plugin page: what is public of a plugin
    index("versions_public_idx").on(t.pluginId, t.isExperimental).where(sql`${t.status} = 'approved'`),
    // a plugin's version that became public last: catalogue, badges, back-runs
    index("versions_newest_idx")
      .on(t.pluginId, t.approvedAt.desc().nullsFirst(), t.id.desc().nullsFirst())
      .where(sql`${t.status} = 'approved'`),
    // the feed's trigger: whether somebody whose name or trust changes has uploaded anything
    index("versions_uploader_idx").on(t.uploadedBy),
    // review list Ready, oldest first
    index("versions_ready_idx").on(t.statusChangedAt).where(sql`${t.status} = 'validated'`),
    // review list Needs a decision
    index("versions_decision_idx")
      .on(t.statusChangedAt)
      .where(sql`${t.status} = 'inconclusive' or (${t.status} = 'approved' and ${t.effectiveVerdict} in ('blocked', 'inconclusive'))`),
    // is an artifact still in use; its address is its hash
    index("versions_artifact_idx").on(t.artifactSha256),
    check(
      "versions_public_needs_basis",
      sql`${t.status} <> 'approved' or (${t.basis} is not null and ${t.firstApprovedAt} is not null and (${t.basis} = 'imported' or (${t.approvalScanId} is not null and ${t.approvalVerdict} is not null and ${t.approvalVerdict} in ('passed', 'advisory'))))`,
    ),
    check(
      "versions_validated_needs_verdict",
      sql`${t.status} <> 'validated' or (${t.effectiveVerdict} is not null and ${t.effectiveVerdict} in ('passed', 'advisory'))`,
    ),
    check("versions_blocked_needs_verdict", sql`${t.status} <> 'blocked' or ${t.effectiveVerdict} = 'blocked'`),
    check("versions_quarantine_keeps_previous", sql`(${t.status} = 'quarantined') = (${t.previousStatus} is not null)`),
    check("versions_qgis_range", sql`${t.qgisMinimum} <= ${t.qgisMaximum}`),
  ],
);

/** PostgreSQL's number of a transaction, as text. */
const xid8 = customType<{ data: string }>({ dataType: () => "xid8" });

/** Append-only: a trigger refuses UPDATE and DELETE. Outlives the version it tells of. */
export const versionEvents = pgTable(
  "version_events",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    versionId: integer("version_id").notNull(),
    pluginId: integer("plugin_id").notNull(),
    at: at("at").notNull().defaultNow(),
    actorKind: actorKind("actor_kind").notNull(),
    actorId: uuid("actor_id"),
    /** The token that the person's program used. */
    tokenId: uuid("token_id"),
    event: text("event").notNull(),
    fromStatus: versionStatus("from_status"),
    /** Null: the row was deleted. */
    toStatus: versionStatus("to_status"),
    reason: text("reason"),
    scanId: uuid("scan_id"),
    artifactSha256: text("artifact_sha256"),
    requestId: text("request_id"),
    /** Tells an upload that ran beside this one from one that came after it (db/commands/upload-races.ts). */
    transactionId: xid8("transaction_id").notNull().default(sql`pg_current_xact_id()`),
  },
  // history of one version
  (t) => [index("version_events_version_idx").on(t.versionId, t.id)],
);

/** A file that was sent but not yet submitted: bound to the sign-in that sent it. */
export const stagedUploads = pgTable(
  "staged_uploads",
  {
    id: text("id").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    sessionHash: text("session_hash").notNull(),
    sha256: text("sha256").notNull(),
    sizeBytes: bigint("size_bytes", { mode: "number" }).notNull(),
    fileName: text("file_name").notNull(),
    expiresAt: at("expires_at").notNull(),
  },
  (t) => [index("staged_uploads_expires_idx").on(t.expiresAt), uniqueIndex("staged_uploads_id_user_key").on(t.id, t.userId)],
);

/** Downloads of days that are over, imported ones among them: what is left of `downloads` when its addresses are forgotten. */
export const downloadTotals = pgTable("download_totals", {
  versionId: integer("version_id")
    .primaryKey()
    .references(() => versions.id, { onDelete: "cascade" }),
  downloads: integer("downloads").notNull(),
});

/** One row per address and day: what makes a download count once. The address is a keyed hash that changes daily. */
export const downloads = pgTable(
  "downloads",
  {
    versionId: integer("version_id")
      .notNull()
      .references(() => versions.id, { onDelete: "cascade" }),
    day: text("day").notNull(),
    addressHash: text("address_hash").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.versionId, t.day, t.addressHash] }),
    // days that are over, when they are added up; downloads before a day, for the feed
    index("downloads_day_idx").on(t.day),
  ],
);
