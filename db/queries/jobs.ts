import { sql } from "drizzle-orm";
import { shownError } from "@/lib/domain/job-error";
import type { Executor } from "../context";

/** Minutes that a job may be due before somebody should look. */
export const LATE_AFTER_MINUTES = 5;
/** Minutes that one may run. The longest, a scan of a full package, takes some two. */
const LONG_AFTER_MINUTES = 30;

export const JOB_TROUBLES = ["failed", "retrying", "late", "running-long"] as const;
export type JobTrouble = (typeof JOB_TROUBLES)[number];

export interface TroubledJob {
  id: string;
  task: string;
  trouble: JobTrouble;
  attempts: number;
  maxAttempts: number;
  /** When it is due, or was. */
  runAt: Date;
  /** When its last attempt failed; null while there are more. */
  failedAt: Date | null;
  /** Without secrets and addresses. */
  error: string | null;
  about: { packageName: string; version: string } | null;
  /** Its scan has ended: another attempt would find nothing to do. */
  isScanOver: boolean;
}

type Row = Record<"id" | "task" | "trouble" | "error" | "package_name" | "version", string | null> & {
  attempts: number;
  max_attempts: number;
  run_at: string;
  updated_at: string;
  is_scan_over: boolean;
};

/** Jobs that gave up, try again, are late, or run very long; those that gave up first. */
export async function listTroubledJobs(db: Executor, limit = 200): Promise<TroubledJob[]> {
  const { rows } = await db.execute<Row>(sql`
    with troubled as (
      select j.id, t.identifier as task, j.attempts, j.max_attempts, j.run_at, j.updated_at, j.last_error, j.payload,
        case
          when j.locked_at is not null then case when j.locked_at < now() - make_interval(mins => ${LONG_AFTER_MINUTES}) then 'running-long' end
          when j.attempts >= j.max_attempts then 'failed'
          when j.run_at < now() - make_interval(mins => ${LATE_AFTER_MINUTES}) then 'late'
          when j.attempts > 0 then 'retrying'
        end as trouble
      from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    )
    select j.id::text, j.task, j.trouble, j.attempts, j.max_attempts, j.run_at::text, j.updated_at::text, j.last_error as error,
      p.package_name, v.version, coalesce(s.verdict is not null or s.superseded_at is not null, false) as is_scan_over
    from troubled j
    left join scans s on s.id::text = j.payload->>'scanId'
    left join emails e on e.id::text = j.payload->>'emailId'
    left join versions v on v.id = coalesce(s.version_id, e.version_id, (j.payload->>'versionId')::int)
    left join plugins p on p.id = v.plugin_id
    where j.trouble is not null
    order by (j.trouble = 'failed') desc, j.run_at
    limit ${limit}`);
  return rows.map((row) => ({
    id: row.id as string,
    task: row.task as string,
    trouble: row.trouble as JobTrouble,
    attempts: row.attempts,
    maxAttempts: row.max_attempts,
    runAt: new Date(row.run_at),
    failedAt: row.trouble === "failed" ? new Date(row.updated_at) : null,
    error: row.error === null ? null : shownError(row.error),
    about: row.package_name && row.version ? { packageName: row.package_name, version: row.version } : null,
    isScanOver: row.is_scan_over,
  }));
}

export interface RegularWork {
  task: string;
  /** When a worker first had it. */
  knownSince: Date | null;
  /** When it was last put into the queue. */
  startedAt: Date | null;
  succeededAt: Date | null;
  durationMs: number | null;
}

/** What the workers do by the clock, and when it last went well. */
export async function listRegularWork(db: Executor): Promise<RegularWork[]> {
  const { rows } = await db.execute<
    Record<"task" | "known_since" | "started_at" | "succeeded_at", string | null> & { duration_ms: number | null }
  >(sql`
    select coalesce(k.identifier, r.task) as task, k.known_since::text, k.last_execution::text as started_at, r.succeeded_at::text, r.duration_ms
    from graphile_worker._private_known_crontabs k full join cron_runs r on r.task = k.identifier
    order by 1`);
  const date = (text: string | null) => (text === null ? null : new Date(text));
  return rows.map((row) => ({
    task: row.task as string,
    knownSince: date(row.known_since),
    startedAt: date(row.started_at),
    succeededAt: date(row.succeeded_at),
    durationMs: row.duration_ms,
  }));
}
