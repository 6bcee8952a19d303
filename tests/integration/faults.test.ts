import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claimRuns, markRunErrored, splitPass, writeOutcome } from "@/db/commands/check-runs";
import { concludeScan } from "@/db/commands/conclude-scan";
import { sweepLostWork } from "@/db/commands/sweep-lost-work";
import { enqueue } from "@/db/enqueue";
import { checkRuns, emails, scans, versionEvents } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import { CHECK_IDS, type CheckId, type CheckOutcome } from "@/scanners/core/types";
import { BARE_EXCEPT, CLEAN, pluginZip } from "@/tests/builders/findings";
import { openRepository, type TestRepository } from "@/tests/helpers/repository";
import { waitFor } from "@/tests/helpers/wait-for";
import { createWorkerLocks, type WorkerLocks } from "@/workers/worker-locks";

/** No worker runs in this file unless a test starts one: each fault is set up by hand, in the middle of a scan. */
let repository: TestRepository;
let owner: SignedIn;

beforeAll(async () => {
  repository = await openRepository();
  owner = await repository.person();
});
afterAll(() => repository.close());

let counter = 0;
async function waitingScan(extra = CLEAN) {
  counter += 1;
  const names = { packageName: `fault_${counter}`, name: `Fault ${counter}` };
  const { versionId } = await repository.accepted(owner, pluginZip(extra, names));
  const { currentScanId } = await repository.version(versionId);
  return { versionId, scanId: currentScanId as string, names };
}
const finished = (checkId: CheckId): CheckOutcome => ({
  checkId,
  state: "finished",
  findings: [],
  omitted: {},
  omittedCritical: 0,
  durationMs: 1,
});
async function finishAll(scanId: string) {
  const token = randomUUID();
  for (const checkId of await claimRuns(repository.db, scanId, CHECK_IDS, token)) {
    await writeOutcome(repository.db, { scanId, token, outcome: finished(checkId) });
  }
}
const age = (scanId: string) =>
  repository.db
    .update(scans)
    .set({ queuedAt: new Date(Date.now() - 60_000) })
    .where(eq(scans.id, scanId));
const runsOf = (scanId: string) => repository.db.select().from(checkRuns).where(eq(checkRuns.scanId, scanId));
const concludes = (versionId: number) =>
  repository.db
    .select()
    .from(versionEvents)
    .where(and(eq(versionEvents.versionId, versionId), eq(versionEvents.event, "conclude")));
const keysOf = async (scanId: string) => {
  const { rows } = await repository.db.execute<{ key: string }>(
    sql`select key from graphile_worker._private_jobs where payload->>'scanId' = ${scanId} order by key`,
  );
  return rows.map((row) => row.key);
};

describe("attempt tokens", () => {
  it("a second holder's result counts, the first one's is refused", async () => {
    const { scanId } = await waitingScan();
    const first = randomUUID();
    const second = randomUUID();
    expect(await claimRuns(repository.db, scanId, ["bandit"], first)).toEqual(["bandit"]);
    expect(await claimRuns(repository.db, scanId, ["bandit"], second)).toEqual(["bandit"]);
    expect(await writeOutcome(repository.db, { scanId, token: first, outcome: finished("bandit") })).toBe(false);
    expect((await runsOf(scanId)).find((run) => run.checkId === "bandit")?.state).toBe("running");
    expect(await writeOutcome(repository.db, { scanId, token: second, outcome: finished("bandit") })).toBe(true);
    expect(await writeOutcome(repository.db, { scanId, token: second, outcome: finished("bandit") })).toBe(false);
  });

  it("a run that has ended is not taken up again", async () => {
    const { scanId } = await waitingScan();
    await markRunErrored(repository.db, { scanId, checkId: "bandit", code: "lost", detail: "" });
    expect(await claimRuns(repository.db, scanId, ["bandit", "flake8"], randomUUID())).toEqual(["flake8"]);
  });
});

describe("conclusion", () => {
  it("is one, however many completions wake it at once", async () => {
    const { scanId, versionId } = await waitingScan();
    await finishAll(scanId);
    const conclusions = await Promise.all(Array.from({ length: 5 }, () => concludeScan(repository.db, scanId)));
    expect(conclusions.sort()).toEqual(["already-concluded", "already-concluded", "already-concluded", "already-concluded", "concluded"]);
    expect(await concludes(versionId)).toHaveLength(1);
    const mails = await repository.db
      .select()
      .from(emails)
      .where(and(eq(emails.versionId, versionId), eq(emails.kind, "validation-results")));
    expect(mails).toHaveLength(1);
  });

  it("waits until every run has ended", async () => {
    const { scanId, versionId } = await waitingScan();
    const token = randomUUID();
    await claimRuns(repository.db, scanId, ["bandit"], token);
    await writeOutcome(repository.db, { scanId, token, outcome: finished("bandit") });
    expect(await concludeScan(repository.db, scanId)).toBe("not-ended");
    expect((await repository.version(versionId)).status).toBe("validating");
  });

  it("is inconclusive, never passed, when one check could not end", async () => {
    const { scanId, versionId } = await waitingScan();
    await markRunErrored(repository.db, { scanId, checkId: "permissions", code: "timeout", detail: "" });
    await finishAll(scanId);
    await concludeScan(repository.db, scanId);
    expect(await repository.version(versionId)).toMatchObject({ status: "inconclusive", effectiveVerdict: "inconclusive" });
  });
});

it("a wake-up that meets the moment in which a worker takes the waiting job is not lost", async () => {
  const { scanId } = await waitingScan();
  const jobKey = `conclude:${scanId}`;
  const wake = () => repository.db.transaction((tx) => enqueue(tx, "conclude_scan", { scanId }, { jobKey }));
  await wake();
  let second: Promise<void> | undefined;
  await repository.db.transaction(async (taking) => {
    await taking.execute(sql`update graphile_worker._private_jobs set locked_at = now(), locked_by = 'pool-taking' where key = ${jobKey}`);
    second = wake();
    await waitFor("the second wake-up to meet the lock", async () => {
      const {
        rows: [row],
      } = await repository.db.execute<{ waiting: number }>(
        sql`select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%add_job%'`,
      );
      return row?.waiting === 1;
    });
  });
  await second;
  const {
    rows: [row],
  } = await repository.db.execute<{ waiting: number }>(
    sql`select count(*)::int as waiting from graphile_worker._private_jobs where key = ${jobKey} and locked_at is null`,
  );
  expect(row?.waiting).toBe(1);
});

describe("a file that is replaced while its scan runs", () => {
  it("leaves the old scan without a say, and its worker without a place to write", async () => {
    const { scanId: oldScan, versionId, names } = await waitingScan();
    const token = randomUUID();
    await claimRuns(repository.db, oldScan, CHECK_IDS, token);
    for (const checkId of CHECK_IDS.slice(1)) await writeOutcome(repository.db, { scanId: oldScan, token, outcome: finished(checkId) });
    const replaced = await repository.accepted(owner, pluginZip(BARE_EXCEPT, names));
    expect(replaced.outcome).toBe("replaced");
    expect(await writeOutcome(repository.db, { scanId: oldScan, token, outcome: finished("bandit") })).toBe(false);
    await repository.db.update(checkRuns).set({ state: "finished" }).where(eq(checkRuns.scanId, oldScan));
    expect(await concludeScan(repository.db, oldScan)).toBe("superseded");
    const version = await repository.version(versionId);
    expect(version.status).toBe("validating");
    expect(version.currentScanId).not.toBe(oldScan);
    await finishAll(version.currentScanId as string);
    await concludeScan(repository.db, version.currentScanId as string);
    expect((await repository.version(versionId)).status).toBe("validated");
    expect(await concludes(versionId)).toHaveLength(1);
  });

  it("the same form sent twice is one upload", async () => {
    const { versionId, scanId, names } = await waitingScan();
    const again = await repository.accepted(owner, pluginZip(CLEAN, names));
    expect(again).toMatchObject({ versionId, outcome: "already-accepted" });
    expect((await repository.version(versionId)).currentScanId).toBe(scanId);
  });

  it("of two different files sent at the same moment one is taken, and the only scan has its bytes", async () => {
    const names = { packageName: "fault_race", name: "Fault race" };
    const results = await Promise.all([CLEAN, BARE_EXCEPT].map((extra) => repository.upload(owner, pluginZip(extra, names))));
    const [taken] = results.flatMap((result) => (result.ok ? result.value : []));
    expect(results.flatMap((result) => (result.ok ? [] : result.error.code))).toEqual(["conflict"]);
    const version = await repository.version(taken?.versionId as number);
    const open = await repository.db
      .select()
      .from(scans)
      .where(and(eq(scans.versionId, version.id), sql`${scans.supersededAt} is null`));
    expect(open).toHaveLength(1);
    expect(open[0]).toMatchObject({ id: version.currentScanId, artifactSha256: version.artifactSha256 });
  });
});

describe("the sweep", () => {
  it("ends the runs whose job was killed in its last attempt, so that the scan concludes as inconclusive", async () => {
    const { scanId, versionId } = await waitingScan();
    await repository.db.execute(sql`update graphile_worker._private_jobs set attempts = max_attempts where key like ${`pass:${scanId}:%`}`);
    await age(scanId);
    expect((await sweepLostWork(repository.db)).runs).toBe(6);
    expect(await concludeScan(repository.db, scanId)).toBe("concluded");
    expect((await repository.version(versionId)).status).toBe("inconclusive");
    expect((await runsOf(scanId)).map((run) => run.errorCode)).toEqual(Array(6).fill("lost"));
  });

  it("leaves alone what a live job will still do", async () => {
    const { scanId } = await waitingScan();
    await age(scanId);
    await sweepLostWork(repository.db);
    expect((await runsOf(scanId)).map((run) => run.state)).toEqual(Array(6).fill("queued"));
  });

  it("wakes the conclusion of a scan that ended unnoticed", async () => {
    const { scanId } = await waitingScan();
    await finishAll(scanId);
    await repository.db.execute(sql`delete from graphile_worker._private_jobs where key = ${`conclude:${scanId}`}`);
    await age(scanId);
    expect((await sweepLostWork(repository.db)).scans).toBe(1);
    expect(await keysOf(scanId)).toContain(`conclude:${scanId}`);
  });

  it("queues a mail again that lost its job", async () => {
    const { versionId } = await waitingScan();
    const [mail] = await repository.db.select().from(emails).where(eq(emails.versionId, versionId));
    await repository.db.execute(sql`delete from graphile_worker._private_jobs where key = ${`email:${mail?.id}`}`);
    await repository.db
      .update(emails)
      .set({ createdAt: new Date(Date.now() - 60_000) })
      .where(eq(emails.versionId, versionId));
    expect((await sweepLostWork(repository.db)).emails).toBe(1);
  });
});

it("a pass that died goes on with one job per unfinished check", async () => {
  const { scanId } = await waitingScan();
  await markRunErrored(repository.db, { scanId, checkId: "bandit", code: "crashed", detail: "" });
  await splitPass(repository.db, { scanId, pass: "python" });
  const keys = await keysOf(scanId);
  expect(keys.filter((key) => key?.startsWith("check:"))).toEqual([`check:${scanId}:coverage`, `check:${scanId}:flake8`]);
});

describe("locks of workers", () => {
  const opened: WorkerLocks[] = [];
  const open = () => {
    const locks = createWorkerLocks(repository.env.DATABASE_URL);
    opened.push(locks);
    return locks;
  };
  afterAll(() => Promise.all(opened.map((locks) => locks.stop())));

  const lockJob = (scanId: string, poolId: string) =>
    repository.db.execute(
      sql`update graphile_worker._private_jobs set locked_by = ${poolId}, locked_at = now() - interval '1 minute' where key = ${`pass:${scanId}:text`}`,
    );
  const lockedBy = async (scanId: string) => {
    const {
      rows: [row],
    } = await repository.db.execute<{ locked_by: string | null }>(
      sql`select locked_by from graphile_worker._private_jobs where key = ${`pass:${scanId}:text`}`,
    );
    return row?.locked_by ?? null;
  };

  it("free the jobs of a worker that is gone, and never those of a live one", async () => {
    const { scanId } = await waitingScan();
    const owning = createWorkerLocks(repository.env.DATABASE_URL);
    await owning.hold("pool-live");
    const other = open();
    await lockJob(scanId, "pool-live");
    await other.reap();
    expect(await lockedBy(scanId)).toBe("pool-live");
    await owning.stop();
    await other.reap();
    expect(await lockedBy(scanId)).toBeNull();
  });

  it("are taken again after PostgreSQL cut the connection", async () => {
    const { scanId } = await waitingScan();
    const owning = open();
    await owning.hold("pool-restarted");
    const held = () =>
      repository.db.execute<{ pid: number }>(
        sql`select pid from pg_locks where locktype = 'advisory' and objid = hashtext('pool-restarted')::bigint & 4294967295 and granted`,
      );
    const {
      rows: [before],
    } = await held();
    await repository.db.execute(sql`select pg_terminate_backend(${before?.pid})`);
    await waitFor("the lock to be taken again", async () => (await held()).rows.some((row) => row.pid !== before?.pid));
    await lockJob(scanId, "pool-restarted");
    await open().reap();
    expect(await lockedBy(scanId)).toBe("pool-restarted");
  });
});
