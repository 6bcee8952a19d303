import { sql } from "drizzle-orm";
import { JOB_MAX_ATTEMPTS, type JobName, type JobPayload } from "@/lib/jobs";
import type { Tx } from "./context";

/** The second call sees what the first one collided with; more would mean that the queue itself is broken. */
const MAX_TRIES = 5;

/**
 * Adds a job inside the caller's transaction: it exists if and only if the transaction commits.
 * With `jobKey` a job that waits under the same key is replaced.
 *
 * `add_job` can lose a keyed job: when a worker takes the waiting one between its two statements, neither a new row is
 * written nor the taken one told. It then returns no id, and we call it again.
 */
export async function enqueue<N extends JobName>(
  tx: Tx,
  name: N,
  payload: JobPayload<N>,
  options: { jobKey?: string; priority?: number; runAt?: Date } = {},
): Promise<void> {
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const {
      rows: [job],
    } = await tx.execute<{ id: string | null }>(sql`select job.id from graphile_worker.add_job(
      identifier => ${name}, payload => ${JSON.stringify(payload)}::json, max_attempts => ${JOB_MAX_ATTEMPTS[name]},
      job_key => ${options.jobKey ?? null}, job_key_mode => 'replace', priority => ${options.priority ?? 0},
      run_at => ${options.runAt?.toISOString() ?? null}::timestamptz) job`);
    if (job?.id) return;
  }
  throw new Error(`job ${name} ${options.jobKey ?? ""} could not be added`);
}
