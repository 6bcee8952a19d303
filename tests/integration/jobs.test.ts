/** What administrators see of the queue, and what they can do about a job that went wrong. */
import { eq, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { giveUpJob, retryJob } from "@/db/commands/manage-jobs";
import { listRegularWork, listTroubledJobs } from "@/db/queries/jobs";
import { emails } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { type RunningWorker, startWorker } from "@/workers/start-worker";
import { CLEAN, pluginZip } from "../builders/findings";
import { openRepository, type TestRepository } from "../helpers/repository";
import { waitFor } from "../helpers/wait-for";

let repository: TestRepository;
let admin: SignedIn;
let worker: RunningWorker | undefined;

beforeAll(async () => {
  repository = await openRepository();
  admin = await repository.person({ role: "admin" });
  // The queue's tables come with the first worker.
  await (await work()).stop();
});
afterAll(() => repository.close());
afterEach(async () => {
  await worker?.stop();
  worker = undefined;
});

/** Ends before the repository does: tests look at jobs that nobody takes. */
const work = () => startWorker(repository.env, { scanEntry: repository.scanEntry });

/** An upload whose jobs wait, none of which anybody takes. */
async function waitingMail(packageName: string) {
  const { versionId } = await repository.accepted(await repository.person(), pluginZip(CLEAN, { packageName, name: packageName }));
  const [mail] = await repository.db.select().from(emails).where(eq(emails.versionId, versionId));
  const { rows } = await repository.db.execute<{ id: string }>(
    sql`select id::text from graphile_worker._private_jobs where payload->>'emailId' = ${mail?.id as string}`,
  );
  return { versionId, emailId: mail?.id as string, jobId: rows[0]?.id as string };
}

/** As the queue writes down a last attempt that failed. */
async function failed(jobId: string, emailId: string, error: string): Promise<void> {
  await repository.db.execute(sql`select id from graphile_worker.permanently_fail_jobs(array[${jobId}]::bigint[], ${error})`);
  await repository.db.update(emails).set({ state: "failed" }).where(eq(emails.id, emailId));
}

const stateOf = async (emailId: string) => (await repository.db.select().from(emails).where(eq(emails.id, emailId)))[0]?.state;
const troubleOf = async (jobId: string) => (await listTroubledJobs(repository.db)).find((job) => job.id === jobId);
const auditOf = async (event: string) =>
  (await repository.db.execute<{ n: number }>(sql`select count(*)::int as n from audit_entries where event = ${event}`)).rows[0]?.n;

it("a failed job is listed with what it is about and no secret, and goes well when it is tried again", async () => {
  const { jobId, emailId } = await waitingMail("job_failed");
  expect(await troubleOf(jobId)).toBeUndefined();
  await failed(jobId, emailId, `550 no mailbox for somebody@example.org\n    at ${["secret", "stack"].join(" ")}`);
  expect(await troubleOf(jobId)).toMatchObject({
    ...{ task: "send_email", trouble: "failed", error: "550 no mailbox for (an address)", isScanOver: false },
    about: { packageName: "job_failed", version: "1.0.0" },
    failedAt: expect.any(Date),
  });
  expect(await retryJob(repository.db, { person: admin, jobId })).toMatchObject({ ok: true, value: { task: "send_email" } });
  expect(await auditOf("job:retried")).toBe(1);
  worker = await work();
  await waitFor("the mail", async () => (await stateOf(emailId)) === "sent");
  expect(await troubleOf(jobId)).toBeUndefined();
  expect(await retryJob(repository.db, { person: admin, jobId })).toMatchObject({ error: { code: "conflict" } });
});

it("a mail that is given up is not sent, by no later sweep either", async () => {
  const { jobId, emailId, versionId } = await waitingMail("job_given_up");
  expect(await giveUpJob(repository.db, { person: admin, jobId })).toMatchObject({ ok: true });
  expect(await auditOf("job:given-up")).toBe(1);
  worker = await work();
  await repository.settled(versionId);
  expect(await stateOf(emailId)).toBe("failed");
});

it("a job that is due for long is late; only administrators touch it", async () => {
  const { jobId } = await waitingMail("job_late");
  await repository.db.execute(
    sql`select id from graphile_worker.reschedule_jobs(array[${jobId}]::bigint[], run_at => now() - interval '1 hour')`,
  );
  expect(await troubleOf(jobId)).toMatchObject({ trouble: "late", error: null, failedAt: null });
  for (const person of [await repository.person(), await repository.person({ role: "approver" })]) {
    expect(await retryJob(repository.db, { person, jobId })).toMatchObject({ error: { code: "not-found" } });
    expect(await giveUpJob(repository.db, { person, jobId })).toMatchObject({ error: { code: "not-found" } });
  }
});

it("checks that are given up end the scan as inconclusive, and its conclusion cannot be given up", async () => {
  const { versionId } = await waitingMail("job_checks");
  const { currentScanId } = await repository.version(versionId);
  const { rows } = await repository.db.execute<{ id: string }>(
    sql`select id::text from graphile_worker._private_jobs where payload->>'scanId' = ${currentScanId}`,
  );
  for (const { id } of rows) expect(await giveUpJob(repository.db, { person: admin, jobId: id })).toMatchObject({ ok: true });
  await repository.db.execute(sql`update scans set queued_at = now() - interval '1 hour' where id = ${currentScanId}`);
  await repository.db.execute(
    sql`select graphile_worker.add_job('conclude_scan', json_build_object('scanId', ${currentScanId}::text), run_at => now() + interval '1 day', job_key => 'test')`,
  );
  const conclusion = await repository.db.execute<{ id: string }>(sql`select id::text from graphile_worker.jobs where key = 'test'`);
  expect(await giveUpJob(repository.db, { person: admin, jobId: conclusion.rows[0]?.id as string })).toMatchObject({
    error: { code: "conflict" },
  });
  // The sweep at its start finds what nobody will do.
  worker = await work();
  expect(await repository.settled(versionId)).toMatchObject({ status: "inconclusive" });
});

it("remembers when regular work went well", async () => {
  worker = await work();
  await repository.db.execute(sql`select graphile_worker.add_job('sweep', json_build_object('_cron', json_build_object('ts', now())))`);
  const sweep = await waitFor("the sweep", async () =>
    (await listRegularWork(repository.db)).find((one) => one.task === "sweep" && one.succeededAt),
  );
  expect(sweep.durationMs).toBeGreaterThanOrEqual(0);
  expect((await listRegularWork(repository.db)).map((one) => one.task)).toContain("tidy");
});
