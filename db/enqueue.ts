import { sql } from "drizzle-orm";
import { JOB_MAX_ATTEMPTS, type JobName, type JobPayload } from "@/lib/jobs";
import type { Tx } from "./context";

/**
 * Adds a job inside the caller's transaction: it exists if and only if the transaction commits.
 * With `jobKey` a job that waits under the same key is replaced.
 */
export async function enqueue<N extends JobName>(
  tx: Tx,
  name: N,
  payload: JobPayload<N>,
  options: { jobKey?: string; priority?: number } = {},
): Promise<void> {
  await tx.execute(sql`select graphile_worker.add_job(
    identifier => ${name}, payload => ${JSON.stringify(payload)}::json, max_attempts => ${JOB_MAX_ATTEMPTS[name]},
    job_key => ${options.jobKey ?? null}, job_key_mode => 'replace', priority => ${options.priority ?? 0})`);
}
