import { and, asc, eq, inArray, isNotNull, isNull, ne, notExists, or, type SQL, sql } from "drizzle-orm";
import type { CheckErrorCode } from "@/scanners/core/types";
import type { Executor } from "../context";
import { plugins, scans, versions } from "../schema";
import { newestPublicVersions } from "./newest-public";

/** Statuses in which a version may still become public on the verdict that it has. */
const MAY_BECOME_PUBLIC = ["validated", "blocked", "withdrawn", "quarantined"] as const;

/** Versions whose verdict matters: what each plugin's badge speaks of, and what may become public. As far as they have been judged at all. */
function concerned(db: Executor): SQL {
  const newest = newestPublicVersions(db).as("newest");
  const isNewest = inArray(versions.id, db.select({ id: newest.versionId }).from(newest));
  return or(inArray(versions.status, [...MAY_BECOME_PUBLIC]), isNewest) as SQL;
}

export interface RolloutTarget {
  versionId: number;
  pluginId: number;
}

/** Versions whose verdict was decided by another ruleset, without a scan by this one on its way. Those that wait for people first. */
export async function listRolloutTargets(db: Executor, rulesetDigest: string, limit: number): Promise<RolloutTarget[]> {
  return db
    .select({ versionId: versions.id, pluginId: versions.pluginId })
    .from(versions)
    .innerJoin(scans, and(eq(scans.id, versions.currentScanId), isNotNull(scans.verdict), ne(scans.rulesetDigest, rulesetDigest)))
    .where(and(concerned(db), notExists(openScans(db, rulesetDigest))))
    .orderBy(sql`${versions.status} = 'approved'`, versions.id)
    .limit(limit);
}

const openScans = (db: Executor, rulesetDigest: string) => {
  const open = sql`open_scans`;
  return db
    .select({ one: sql`1` })
    .from(sql`${scans} as ${open}`)
    .where(
      sql`${open}.version_id = ${versions.id} and ${open}.ruleset_digest = ${rulesetDigest} and ${open}.verdict is null and ${open}.superseded_at is null`,
    );
};

export interface RolloutState {
  /** Versions that matter and have been judged. */
  total: number;
  /** Of these, by another ruleset than this one. */
  behind: number;
  /** Scans of published versions by this ruleset that wait or run. */
  scanning: number;
}

export async function getRolloutState(db: Executor, rulesetDigest: string): Promise<RolloutState> {
  const [row] = await db
    .select({
      total: sql<number>`count(*)::int`,
      behind: sql<number>`(count(*) filter (where ${scans.rulesetDigest} <> ${rulesetDigest}))::int`,
    })
    .from(versions)
    .innerJoin(scans, and(eq(scans.id, versions.currentScanId), isNotNull(scans.verdict)))
    .where(concerned(db));
  return { total: row?.total ?? 0, behind: row?.behind ?? 0, scanning: await countOpenRollouts(db, rulesetDigest) };
}

/** Scans that a rollout has started and that have not ended. */
export async function countOpenRollouts(db: Executor, rulesetDigest: string): Promise<number> {
  const open = and(
    eq(scans.rulesetDigest, rulesetDigest),
    inArray(scans.kind, ["backrun", "rescan"]),
    isNull(scans.verdict),
    isNull(scans.supersededAt),
  );
  return db.$count(scans, open);
}

/** Uploads whose checks began under another ruleset: they conclude by that one, and are judged anew after it. */
export async function countLateScans(db: Executor, rulesetDigest: string): Promise<number> {
  const late = and(ne(scans.rulesetDigest, rulesetDigest), isNotNull(scans.versionId), isNull(scans.verdict), isNull(scans.supersededAt));
  return db.$count(scans, late);
}

export type RolloutJob =
  /** Waits or runs; `retriesAt` when its last attempt failed. */
  | { state: "goes-on"; retriesAt: Date | null }
  /** No attempt is left: the sweep takes it up again. */
  | { state: "gave-up" }
  /** Nothing is left to do, or an administrator gave it up. */
  | { state: "none" };

/** The job that has verdicts follow the rules in force. */
export async function getRolloutJob(db: Executor): Promise<RolloutJob> {
  const { rows } = await db.execute<{ is_alive: boolean; is_retry: boolean; run_at: string }>(sql`
    select j.locked_at is not null or j.attempts < j.max_attempts as is_alive, j.locked_at is null and j.attempts > 0 as is_retry, j.run_at::text
    from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    where t.identifier = 'apply_ruleset'
    order by is_alive desc, is_retry, j.id desc limit 1`);
  const [job] = rows;
  if (!job) return { state: "none" };
  return job.is_alive ? { state: "goes-on", retriesAt: job.is_retry ? new Date(job.run_at) : null } : { state: "gave-up" };
}

/** Versions of which a scan by this ruleset could not end, for instance because their file cannot be read: no rules can judge them. */
export interface Unjudged {
  count: number;
  first: { versionId: number; packageName: string; version: string; errors: CheckErrorCode[] }[];
}

export async function listUnjudged(db: Executor, rulesetDigest: string, limit: number): Promise<Unjudged> {
  const rows = await db
    .select({
      versionId: versions.id,
      packageName: plugins.packageName,
      version: versions.version,
      reason: scans.verdictReason,
      count: sql<number>`(count(*) over ())::int`,
    })
    .from(versions)
    .innerJoin(plugins, eq(plugins.id, versions.pluginId))
    .innerJoin(scans, and(eq(scans.id, versions.currentScanId), eq(scans.verdict, "inconclusive"), eq(scans.rulesetDigest, rulesetDigest)))
    .where(concerned(db))
    .orderBy(asc(plugins.packageName), asc(versions.id))
    .limit(limit);
  const first = rows.map(({ versionId, packageName, version, reason }) => ({
    ...{ versionId, packageName, version },
    errors: [...new Set(reason?.errored.map((one) => one.code))],
  }));
  return { count: rows[0]?.count ?? 0, first };
}
