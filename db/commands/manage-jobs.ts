import { and, eq, sql } from "drizzle-orm";
import { type AppError, appError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import type { Db, Tx } from "../context";
import { emails } from "../schema";
import { inTransaction } from "./in-transaction";
import { recordAudit } from "./record-audit";
import { requireAdmin } from "./require-admin";

interface Request {
  person: { userId: string };
  /** The queue's number of the job. */
  jobId: string;
  requestId?: string;
}

type Job = Record<"id" | "task" | "email_id", string | null>;
type Done = Promise<Result<{ task: string }, AppError>>;

const gone = () => appError("conflict", "The job runs at this moment, or has ended meanwhile. Reload the page.");

/**
 * Makes a job due now, with all its attempts before it.
 *
 * @returns not-found unless an administrator asks, conflict when it runs or is gone
 */
export const retryJob = (db: Db, input: Request): Done =>
  manage(db, input, "job:retried", async (tx, job) => {
    // A mail that was given up must be waiting again, or its job has nothing to send.
    if (job.email_id) await setMailState(tx, job.email_id, "failed", "queued");
    return tx.execute<{ id: string }>(
      sql`select id from graphile_worker.reschedule_jobs(array[${input.jobId}]::bigint[], run_at => now(), attempts => 0)`,
    );
  });

/**
 * Takes a job out of the queue for good. What it was for ends as if it had failed: a mail is not sent, a check could not end, so that its
 * version is not published. The conclusion of a scan cannot be given up: nothing may wait for ever.
 *
 * @returns as `retryJob`
 */
export const giveUpJob = (db: Db, input: Request): Done =>
  manage(db, input, "job:given-up", async (tx, job) => {
    if (job.email_id) await setMailState(tx, job.email_id, "queued", "failed");
    return tx.execute<{ id: string }>(sql`select id from graphile_worker.complete_jobs(array[${input.jobId}]::bigint[])`);
  });

function manage(
  db: Db,
  input: Request,
  event: "job:retried" | "job:given-up",
  act: (tx: Tx, job: Job) => Promise<{ rows: { id: string }[] }>,
): Done {
  return inTransaction(db, async (tx) => {
    const admin = await requireAdmin(tx, input.person);
    if (!admin.ok) return admin;
    const { rows } = await tx.execute<Job>(sql`
      select j.id::text, t.identifier as task, j.payload->>'emailId' as email_id
      from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      where j.id = ${input.jobId}::bigint for update of j`);
    const job = rows[0];
    if (!job?.task) return gone();
    if (event === "job:given-up" && job.task === "conclude_scan")
      return appError("conflict", "The conclusion of a scan cannot be given up: its version would wait for ever.");
    if ((await act(tx, job)).rows.length === 0) return gone();
    const facts = { task: job.task, job: input.jobId };
    await recordAudit(tx, { actor: admin.value, event, subjectId: job.email_id, facts, requestId: input.requestId });
    return ok({ task: job.task });
  });
}

async function setMailState(tx: Tx, emailId: string, from: "queued" | "failed", to: "queued" | "failed"): Promise<void> {
  const lastError = to === "failed" ? { lastError: "given up by an administrator" } : {};
  await tx
    .update(emails)
    .set({ state: to, ...lastError })
    .where(and(eq(emails.id, emailId), eq(emails.state, from)));
}
