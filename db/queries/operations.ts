import { count, sql } from "drizzle-orm";
import type { VersionStatus } from "@/lib/domain/version-status";
import { WORKER_LOCK_SPACE } from "@/lib/jobs";
import type { Executor } from "../context";
import { versions } from "../schema";

/** How many worker lanes live: each holds an advisory lock that PostgreSQL frees when its process dies. */
export async function countLiveWorkers(db: Executor): Promise<number> {
  const { rows } = await db.execute<{ live: number }>(sql`
    select count(*)::int as live from pg_locks
    where locktype = 'advisory' and granted and objsubid = 2 and classid = ${WORKER_LOCK_SPACE}
      and database = (select oid from pg_database where datname = current_database())`);
  return rows[0]?.live ?? 0;
}

export interface QueueDepth {
  task: string;
  /** Due and not taken. */
  ready: number;
  running: number;
  /** Wait for a later time, most of them for another try. */
  scheduled: number;
  /** Gave up after the last attempt. */
  failed: number;
  /** Seconds that the oldest due job waits; 0 without one. */
  oldestReadySeconds: number;
}

export async function listQueueDepths(db: Executor): Promise<QueueDepth[]> {
  const { rows } = await db.execute<Record<string, string | number>>(sql`
    select task_identifier as task,
      (count(*) filter (where locked_at is null and attempts < max_attempts and run_at <= now()))::int as ready,
      (count(*) filter (where locked_at is not null))::int as running,
      (count(*) filter (where locked_at is null and attempts < max_attempts and run_at > now()))::int as scheduled,
      (count(*) filter (where locked_at is null and attempts >= max_attempts))::int as failed,
      coalesce(extract(epoch from now() - min(run_at) filter (where locked_at is null and attempts < max_attempts and run_at <= now())), 0)::float as oldest
    from graphile_worker.jobs group by task_identifier order by task_identifier`);
  return rows.map((row) => ({
    task: String(row.task),
    ready: Number(row.ready),
    running: Number(row.running),
    scheduled: Number(row.scheduled),
    failed: Number(row.failed),
    oldestReadySeconds: Number(row.oldest),
  }));
}

export async function countVersionsByStatus(db: Executor): Promise<{ status: VersionStatus; count: number }[]> {
  return db.select({ status: versions.status, count: count() }).from(versions).groupBy(versions.status).orderBy(versions.status);
}
