import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgEnum,
  pgSequence,
  pgTable,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { REASON_KINDS } from "@/lib/domain/decisions";
import {
  CHECK_IDS,
  CONFIDENCES,
  type Coverage,
  PASS_IDS,
  PATH_CLASSES,
  type Ruleset,
  SEVERITIES,
  type Snippet,
  type Suppression,
} from "@/scanners/core/types";
import type { VerdictReason } from "@/scanners/core/verdict";
import { users } from "./people";
import { plugins } from "./plugins";
import { artifacts, verdict, versions } from "./versions";

const at = (name: string) => timestamp(name, { withTimezone: true });

export const scanKind = pgEnum("scan_kind", ["upload", "rescan", "backrun", "dry-run"]);
export const checkId = pgEnum("check_id", CHECK_IDS);
export const passId = pgEnum("pass_id", PASS_IDS);
export const runState = pgEnum("run_state", ["queued", "running", "finished", "errored"]);
export const severity = pgEnum("severity", SEVERITIES);
export const grade = pgEnum("grade", CONFIDENCES);
export const pathClass = pgEnum("path_class", PATH_CLASSES);

export const rulesets = pgTable(
  "rulesets",
  {
    digest: text("digest").primaryKey(),
    name: text("name").notNull(),
    version: integer("version").notNull(),
    data: jsonb("data").$type<Ruleset>().notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (t) => [index("rulesets_name_idx").on(t.name, t.version)],
);

/** Append-only; the newest row names the ruleset in force. */
export const rulesetActivations = pgTable("ruleset_activations", {
  id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
  digest: text("digest")
    .notNull()
    .references(() => rulesets.digest),
  note: text("note").notNull(),
  /** Null: by the system, or on the server's command line. */
  activatedBy: uuid("activated_by").references(() => users.id),
  activatedAt: at("activated_at").notNull().defaultNow(),
});

/** One evaluation of one artifact by one ruleset. Immutable once concluded. */
export const scans = pgTable(
  "scans",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    kind: scanKind("kind").notNull(),
    /** Null: a dry run. */
    versionId: integer("version_id").references(() => versions.id, { onDelete: "cascade" }),
    pluginId: integer("plugin_id").references(() => plugins.id),
    artifactSha256: text("artifact_sha256")
      .notNull()
      .references(() => artifacts.sha256),
    rulesetDigest: text("ruleset_digest")
      .notNull()
      .references(() => rulesets.digest),
    engineVersion: text("engine_version").notNull(),
    /** What the checks alone said. Decisions change the version's effective verdict, never this. */
    verdict: verdict("verdict"),
    verdictReason: jsonb("verdict_reason").$type<VerdictReason>(),
    resultDigest: text("result_digest"),
    queuedAt: at("queued_at").notNull().defaultNow(),
    concludedAt: at("concluded_at"),
    /** The version's file was replaced before this scan ended: it stops and can no longer conclude. */
    supersededAt: at("superseded_at"),
    requestId: text("request_id"),
    /** The scan whose stored findings were judged anew by other rules, instead of a new look at the file. */
    derivedFrom: uuid("derived_from"),
    /** Its findings and runs were removed since: derived, and nothing stands on it any more. */
    thinnedAt: at("thinned_at"),
  },
  (t) => [
    index("scans_version_idx").on(t.versionId, t.queuedAt),
    // sweep: scans that wait for an end
    index("scans_open_idx").on(t.queuedAt).where(sql`${t.verdict} is null and ${t.supersededAt} is null`),
    // tidy: derived scans whose details may go
    index("scans_derived_idx").on(t.queuedAt).where(sql`${t.derivedFrom} is not null and ${t.thinnedAt} is null`),
    // What has no version can never become one's, and so never public.
    check("scans_dry_run_has_no_version", sql`(${t.kind} = 'dry-run') = (${t.versionId} is null)`),
    check("scans_superseded_without_verdict", sql`${t.verdict} is null or ${t.supersededAt} is null`),
    check("scans_concluded_with_verdict", sql`(${t.verdict} is null) = (${t.concludedAt} is null)`),
  ],
);

export const checkRuns = pgTable(
  "check_runs",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    scanId: uuid("scan_id")
      .notNull()
      .references(() => scans.id, { onDelete: "cascade" }),
    checkId: checkId("check_id").notNull(),
    pass: passId("pass").notNull(),
    state: runState("state").notNull().default("queued"),
    /** Only the holder of the token may write the result. A new attempt gets a new one. */
    attemptToken: uuid("attempt_token"),
    attempts: integer("attempts").notNull().default(0),
    startedAt: at("started_at"),
    finishedAt: at("finished_at"),
    durationMs: integer("duration_ms"),
    errorCode: text("error_code"),
    /** For operators; never shown to strangers. */
    errorDetail: text("error_detail"),
    omitted: jsonb("omitted").$type<Record<string, number>>().notNull().default({}),
    omittedCritical: integer("omitted_critical").notNull().default(0),
    coverage: jsonb("coverage").$type<Coverage>(),
  },
  (t) => [
    unique("check_runs_scan_check_key").on(t.scanId, t.checkId),
    // sweep: runs that have not ended
    index("check_runs_unfinished_idx").on(t.scanId).where(sql`${t.state} in ('queued', 'running')`),
    // estimate from measured durations
    index("check_runs_duration_idx").on(t.checkId, t.finishedAt).where(sql`${t.state} = 'finished'`),
    check("check_runs_error_has_code", sql`(${t.state} = 'errored') = (${t.errorCode} is not null)`),
  ],
);

export const findings = pgTable(
  "findings",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    scanId: uuid("scan_id")
      .notNull()
      .references(() => scans.id, { onDelete: "cascade" }),
    checkId: checkId("check_id").notNull(),
    ruleId: text("rule_id").notNull(),
    severity: severity("severity").notNull(),
    toolSeverity: grade("tool_severity"),
    confidence: grade("confidence").notNull(),
    path: text("path").notNull(),
    line: integer("line").notNull(),
    endLine: integer("end_line").notNull(),
    pathClass: pathClass("path_class").notNull(),
    message: text("message").notNull(),
    /** Masked by the engine. */
    snippet: jsonb("snippet").$type<Snippet>(),
    data: jsonb("data").$type<Record<string, string>>(),
    fingerprint: text("fingerprint").notNull(),
    movedFingerprint: text("moved_fingerprint").notNull(),
    equalCount: integer("equal_count").notNull(),
    suppression: jsonb("suppression").$type<Suppression>(),
  },
  (t) => [
    // report of one scan, grouped by check and rule; replaced per check
    index("findings_scan_idx").on(t.scanId, t.checkId, t.ruleId, t.path, t.line),
  ],
);

export const decisionKind = pgEnum("decision_kind", [
  "acknowledgement",
  "acceptance-asked",
  "acceptance",
  "acceptance-refused",
  "suppression-refused",
]);

export const findingReason = pgEnum("finding_reason", REASON_KINDS);

/** Numbers of what was decided in one go; people read them as GB-1001. */
export const decisionGroupNo = pgSequence("decision_group_no", { startWith: 1001 });

/** A person's word about a finding of a plugin. Append-only; a later row with `ends` ends an earlier one. */
export const findingDecisions = pgTable(
  "finding_decisions",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    pluginId: integer("plugin_id")
      .notNull()
      .references(() => plugins.id),
    fingerprint: text("fingerprint").notNull(),
    ruleId: text("rule_id").notNull(),
    kind: decisionKind("kind").notNull(),
    equalCount: integer("equal_count").notNull(),
    /** Null: an approver's word, or older than the list of reasons. */
    reasonKind: findingReason("reason_kind"),
    reason: text("reason").notNull(),
    /** Shared by rows that were written in one go, and by their answers. Null: older than these numbers. */
    groupNo: integer("group_no"),
    /** The version and scan that were looked at. */
    versionId: integer("version_id").notNull(),
    scanId: uuid("scan_id").notNull(),
    decidedBy: uuid("decided_by").references(() => users.id),
    decidedAt: at("decided_at").notNull().defaultNow(),
    expiresAt: at("expires_at"),
    /** Set: this row ends that one (withdrawn, answered). */
    ends: uuid("ends"),
    isWithdrawal: boolean("is_withdrawal").notNull().default(false),
  },
  (t) => [
    // decisions in force for a scan of the plugin
    index("finding_decisions_plugin_idx").on(t.pluginId, t.fingerprint),
    // a request with all its places
    index("finding_decisions_group_idx").on(t.groupNo).where(sql`${t.groupNo} is not null`),
    uniqueIndex("finding_decisions_ends_key").on(t.ends).where(sql`${t.ends} is not null`),
  ],
);
