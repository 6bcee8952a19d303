import { type SQL, sql } from "drizzle-orm";
import { isReviewer, type Viewer } from "@/lib/domain/permissions";
import {
  type ListObstacle,
  type NewerVersion,
  QUEUE_REASONS,
  type QueueList,
  type QueueReason,
  type QueueSort,
} from "@/lib/domain/review-queue";
import type { VersionStatus } from "@/lib/domain/version-status";
import type { Severity, Verdict } from "@/scanners/core/types";
import type { Executor } from "../context";
import { HAS_OMITTED, IS_NAME_TAKEN, listObstacles } from "./list-obstacles";
import type { Claim } from "./review-claims";
import { findOlder, withWaiting } from "./review-waiting";

export interface QueueFilter {
  list: QueueList;
  reason?: QueueReason;
  /** Part of the plugin's name or of the uploader's. */
  text?: string;
  channel?: "stable" | "experimental";
  via?: "web" | "token" | "xmlrpc" | "import";
  onlyLate?: boolean;
  /** Claimed by the viewer, or by nobody. */
  claim?: "mine" | "free";
  /** Plugins that the viewer edits are left out otherwise: somebody else decides about them. */
  includesOwn?: boolean;
  sort: QueueSort;
  /** From 1. */
  page: number;
}

export interface QueueRow {
  versionId: number;
  packageName: string;
  pluginName: string;
  version: string;
  status: VersionStatus;
  verdict: Verdict | null;
  /** What a decision from the list names. */
  scanId: string | null;
  artifactSha256: string;
  open: Record<Severity, number>;
  since: Date;
  dueAt: Date;
  /** Why it was not approved by itself; null when nobody wrote it down. */
  waitsBecause: string | null;
  reasons: QueueReason[];
  newCriticalSuppressions: number;
  openRequests: number;
  uploaderName: string;
  isExperimental: boolean;
  /** The viewer edits the plugin or uploaded the file. */
  isOwn: boolean;
  /** A newer version of the same stream that waits too. */
  newer: NewerVersion | null;
  /** Why it cannot be approved from the list; null when it can, or is public. */
  obstacle: ListObstacle | null;
  claim: Claim | null;
  /** Somebody has decided; it takes effect in a moment. */
  pending: { decision: "approve" | "return" | "reject"; byName: string; isMine: boolean } | null;
}

export interface QueueCounts {
  lists: Record<QueueList, number>;
  /** Of the chosen list. */
  reasons: Record<QueueReason, number>;
  late: number;
  own: number;
}

export interface ReviewQueue {
  rows: QueueRow[];
  /** With all filters. */
  found: number;
  page: number;
  pages: number;
  counts: QueueCounts;
}

const PAGE_SIZE = 50;

const REASONS: Record<QueueReason, SQL> = {
  "new-plugin": sql`w.is_new_plugin`,
  "first-by-author": sql`w.is_first_by_author`,
  "new-suppressions": sql`w.new_critical_suppressions > 0`,
  "acceptance-asked": sql`w.open_requests > 0`,
  "public-not-clean": sql`w.not_clean_since is not null`,
  inconclusive: sql`w.inconclusive_since is not null`,
};

const SORTS: Record<QueueSort, SQL> = {
  oldest: sql`w.since, w.id`,
  due: sql`w.due_at, w.id`,
  newest: sql`w.since desc, w.id desc`,
  name: sql`lower(w.plugin_name), w.id`,
};

/** A page of what waits for an approver, with what is to be counted about it; null for people who do not review. */
export async function getReviewQueue(db: Executor, person: Viewer | null, filter: QueueFilter): Promise<ReviewQueue | null> {
  if (!person || !isReviewer(person)) return null;
  const waiting = withWaiting(person.userId);
  const fits = fitsFilter(filter, person.userId);
  const { found, counts } = await countQueue(db, waiting, filter, fits);
  const pages = Math.max(1, Math.ceil(found / PAGE_SIZE));
  const page = Math.min(filter.page, pages);
  const older = await findOlder(db, waiting);
  const rows = found === 0 ? [] : await listRows(db, { waiting, fits, older, personId: person.userId }, { ...filter, page });
  return { rows, found, page, pages, counts };
}

function fitsFilter(filter: QueueFilter, personId: string): SQL {
  const conditions = [sql`w.list = ${filter.list}`];
  if (!filter.includesOwn) conditions.push(sql`not w.is_own`);
  if (filter.reason) conditions.push(REASONS[filter.reason]);
  if (filter.channel) conditions.push(sql`w.is_experimental = ${filter.channel === "experimental"}`);
  if (filter.via) conditions.push(sql`w.uploaded_via = ${filter.via}`);
  if (filter.onlyLate) conditions.push(sql`w.due_at < now()`);
  if (filter.claim) {
    const claims = sql`select 1 from review_claims c where c.version_id = w.id and c.until > now()`;
    conditions.push(filter.claim === "mine" ? sql`exists (${claims} and c.person_id = ${personId}::uuid)` : sql`not exists (${claims})`);
  }
  if (filter.text) {
    const pattern = `%${filter.text.replace(/[\\%_]/g, "\\$&")}%`;
    conditions.push(sql`concat_ws(' ', w.package_name, w.plugin_name, w.uploader_name) ilike ${pattern}`);
  }
  return sql.join(conditions, sql` and `);
}

async function countQueue(db: Executor, waiting: SQL, filter: QueueFilter, fits: SQL): Promise<Pick<ReviewQueue, "found" | "counts">> {
  const inList = sql`w.list = ${filter.list} and ${filter.includesOwn ? sql`true` : sql`not w.is_own`}`;
  const reasonColumns = QUEUE_REASONS.map(
    (reason) => sql`count(*) filter (where ${inList} and ${REASONS[reason]})::int as ${sql.identifier(reason)}`,
  );
  const { rows } = await db.execute<Record<string, number>>(sql`${waiting}
    select count(*) filter (where ${fits})::int as found,
      count(*) filter (where w.list = 'ready' and (${filter.includesOwn ?? false} or not w.is_own))::int as ready,
      count(*) filter (where w.list = 'needs-decision' and (${filter.includesOwn ?? false} or not w.is_own))::int as "needs-decision",
      count(*) filter (where ${inList} and w.due_at < now())::int as late,
      count(*) filter (where w.list = ${filter.list} and w.is_own)::int as own,
      ${sql.join(reasonColumns, sql`, `)}
    from waiting w`);
  const row = rows[0] ?? {};
  const count = (name: string) => row[name] ?? 0;
  return {
    found: count("found"),
    counts: {
      lists: { ready: count("ready"), "needs-decision": count("needs-decision") },
      reasons: Object.fromEntries(QUEUE_REASONS.map((reason) => [reason, count(reason)])) as QueueCounts["reasons"],
      late: count("late"),
      own: count("own"),
    },
  };
}

type RawRow = Omit<QueueRow, "since" | "dueAt" | "newer" | "open" | "claim" | "obstacle"> & {
  hasOmitted: boolean;
  isNameTaken: boolean;
  since: string;
  dueAt: string;
  open: QueueRow["open"] | null;
  claim: { byName: string; isMine: boolean; until: string } | null;
};

interface ListParts {
  waiting: SQL;
  fits: SQL;
  older: Map<number, NewerVersion>;
  personId: string;
}

async function listRows(db: Executor, { waiting, fits, older, personId }: ListParts, filter: QueueFilter): Promise<QueueRow[]> {
  const reasons = QUEUE_REASONS.map((reason) => sql`case when ${REASONS[reason]} then ${reason}::text end`);
  const { rows } = await db.execute<RawRow>(sql`${waiting}
    select w.id as "versionId", w.package_name as "packageName", w.plugin_name as "pluginName", w.version, w.status,
      v.effective_verdict as verdict, v.current_scan_id as "scanId", v.artifact_sha256 as "artifactSha256", v.effective_reason->'open' as open,
      w.since, w.due_at as "dueAt", v.waits_because as "waitsBecause", w.new_critical_suppressions as "newCriticalSuppressions",
      w.open_requests as "openRequests", w.uploader_name as "uploaderName", w.is_experimental as "isExperimental", w.is_own as "isOwn",
      ${HAS_OMITTED} as "hasOmitted", ${IS_NAME_TAKEN} as "isNameTaken",
      array_remove(array[${sql.join(reasons, sql`, `)}], null) as reasons,
      (${claimColumn(personId)}) as claim, (${pendingColumn(personId)}) as pending
    from waiting w join versions v on v.id = w.id
    where ${fits}
    order by w.id = any(${sql.param([...older.keys()])}::int[]), ${SORTS[filter.sort]}
    limit ${PAGE_SIZE} offset ${(filter.page - 1) * PAGE_SIZE}`);
  const withNewer = rows.map((row) => ({ ...row, newer: older.get(row.versionId) ?? null }));
  const obstacles = await listObstacles(db, withNewer);
  return withNewer.map(({ since, dueAt, open, claim, hasOmitted: _, isNameTaken: __, ...row }) => ({
    ...row,
    obstacle: obstacles.get(row.versionId) ?? null,
    since: new Date(since),
    dueAt: new Date(dueAt),
    open: open ?? { critical: 0, warning: 0, info: 0 },
    claim: claim && { ...claim, until: new Date(claim.until) },
  }));
}

const claimColumn = (personId: string): SQL => sql`
  select jsonb_build_object('byName', u.name, 'isMine', u.id = ${personId}::uuid, 'until', c.until)
  from review_claims c join users u on u.id = c.person_id where c.version_id = w.id and c.until > now()`;

const pendingColumn = (personId: string): SQL => sql`
  select jsonb_build_object('decision', d.decision, 'byName', u.name, 'isMine', u.id = ${personId}::uuid)
  from pending_decisions d join users u on u.id = d.person_id where d.version_id = w.id and d.state = 'waiting'`;
