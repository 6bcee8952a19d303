import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { isReviewer, type SignedIn } from "@/lib/domain/permissions";
import type { VersionStatus } from "@/lib/domain/version-status";
import { CHECK_IDS, type CheckId, type Verdict } from "@/scanners/core/types";
import type { Executor } from "../context";
import { checkRuns, pluginEditors, plugins, scans, versions } from "../schema";

/** How many recent runs of a check speak for its usual duration. */
const MEASURED_RUNS = 50;

export interface CheckProgress {
  id: CheckId;
  state: "queued" | "running" | "finished" | "errored";
  /** Null until the check has ended. */
  durationMs: number | null;
}

export interface ScanProgress {
  versionId: number;
  status: VersionStatus;
  /** The effective verdict once everything has ended, null before. */
  verdict: Verdict | null;
  checks: CheckProgress[];
  /** Usual length of all checks together; null while nothing was measured yet. */
  estimateMs: number | null;
  /** Nothing runs any more: no need to ask again. */
  done: boolean;
}

/** Progress of a version's newest scan, for people who may see its report; null for anybody else, as if it did not exist. */
export async function getScanProgress(db: Executor, person: SignedIn | null, versionId: number): Promise<ScanProgress | null> {
  if (!person || person.isSuspended) return null;
  const [version] = await db
    .select({ status: versions.status, verdict: versions.effectiveVerdict })
    .from(versions)
    .innerJoin(plugins, and(eq(plugins.id, versions.pluginId), isNull(plugins.deletedAt)))
    .leftJoin(pluginEditors, and(eq(pluginEditors.pluginId, versions.pluginId), eq(pluginEditors.userId, person.userId)))
    .where(and(eq(versions.id, versionId), isReviewer(person) ? undefined : eq(pluginEditors.userId, person.userId)));
  if (!version) return null;
  const [scan] = await db
    .select({ id: scans.id, verdict: scans.verdict })
    .from(scans)
    .where(and(eq(scans.versionId, versionId), isNull(scans.supersededAt)))
    .orderBy(desc(scans.queuedAt))
    .limit(1);
  const done = !scan || scan.verdict !== null;
  return {
    versionId,
    status: version.status,
    verdict: done ? version.verdict : null,
    checks: scan ? await listCheckProgress(db, scan.id) : [],
    estimateMs: done ? null : await getScanEstimateMs(db),
    done,
  };
}

/**
 * What a page follows that was drawn with this status; null when nothing runs. A scan that ended between the page's two reads
 * is asked for once more: the page is stale, and would say for ever that the checks run.
 */
export function progressToFollow(progress: ScanProgress | null, drawnAs: VersionStatus): ScanProgress | null {
  if (!progress?.done) return progress;
  return drawnAs === "validating" ? { ...progress, done: false } : null;
}

async function listCheckProgress(db: Executor, scanId: string): Promise<CheckProgress[]> {
  const rows = await db
    .select({ id: checkRuns.checkId, state: checkRuns.state, durationMs: checkRuns.durationMs })
    .from(checkRuns)
    .where(eq(checkRuns.scanId, scanId));
  return rows.sort((a, b) => CHECK_IDS.indexOf(a.id) - CHECK_IDS.indexOf(b.id));
}

/**
 * How long the checks usually take, in milliseconds: the median of each check's last 50 runs, added up inside a pass
 * (its checks run one after another); the slowest pass counts, because passes run side by side. Null without a measured run.
 */
export async function getScanEstimateMs(db: Executor): Promise<number | null> {
  const { rows } = await db.execute<{ ms: number | null }>(sql`
    select max(pass_ms)::int as ms from (
      select recent.pass, sum(recent.median_ms) as pass_ms
      from unnest(enum_range(null::check_id)) as wanted(check_id)
      cross join lateral (
        select min(last.pass::text) as pass, percentile_cont(0.5) within group (order by last.duration_ms) as median_ms
        from (
          select r.pass, r.duration_ms from ${checkRuns} r
          where r.check_id = wanted.check_id and r.state = 'finished' and r.duration_ms is not null
          order by r.finished_at desc limit ${MEASURED_RUNS}
        ) last
      ) recent
      group by recent.pass
    ) passes`);
  return rows[0]?.ms ?? null;
}

/** Waiting included: from the upload to the verdict. */
export interface MeasuredWait {
  scans: number;
  medianMs: number;
  /** 95 of 100 took less. */
  p95Ms: number;
}

const MEASURED_SCANS = 500;
/** Fewer say nothing of what is usual. */
const FEWEST_MEASURED_SCANS = 20;

/** How long the last uploads waited for their verdict; null where there were too few. A scan that replaced another began anew. */
export async function getMeasuredWait(db: Executor): Promise<MeasuredWait | null> {
  const { rows } = await db.execute<{ scans: number; median: number | null; p95: number | null }>(sql`
    select count(*)::int as scans,
      percentile_cont(0.5) within group (order by ms)::int as median,
      percentile_cont(0.95) within group (order by ms)::int as p95
    from (
      select extract(epoch from s.concluded_at - s.queued_at) * 1000 as ms from ${scans} s
      where s.kind = 'upload' and s.concluded_at is not null
      order by s.queued_at desc limit ${MEASURED_SCANS}
    ) last`);
  const row = rows[0];
  if (!row || row.scans < FEWEST_MEASURED_SCANS || row.median === null || row.p95 === null) return null;
  return { scans: row.scans, medianMs: row.median, p95Ms: row.p95 };
}
