/** A rollout that is stopped half way, and one that another change of the rules overtakes: nothing is lost, all ends on the newest rules. */
import { eq, isNull, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { applyRuleset } from "@/db/commands/apply-ruleset";
import { changeRules } from "@/db/commands/change-rule";
import { sweepLostWork } from "@/db/commands/sweep-lost-work";
import { tellVerdictChanges } from "@/db/commands/tell-verdict-changes";
import { listTroubledJobs } from "@/db/queries/jobs";
import { getRolloutJob, getRolloutState } from "@/db/queries/ruleset-rollout";
import { requireActiveRuleset } from "@/db/queries/rulesets";
import { emails, scans, verdictChanges, versions } from "@/db/schema";
import type { SignedIn } from "@/lib/domain/permissions";
import type { RuleSetting } from "@/scanners/ruleset/change-rule";
import { pluginRow, versionRow } from "../builders/rows";
import { openRepository, type TestRepository } from "../helpers/repository";
import { waitFor } from "../helpers/wait-for";

/** More than one batch. */
const PLUGINS = 55;
const RULE = "bandit/B324";
let repository: TestRepository;
let admin: SignedIn;

beforeAll(async () => {
  repository = await openRepository();
  admin = await repository.person({ role: "admin" });
  const owner = await repository.person();
  for (let index = 0; index < PLUGINS; index += 1) {
    const pluginId = await pluginRow(repository.db, owner, `plugin_${index}`);
    const finds = [{ ruleId: RULE, severity: "warning" as const, toolSeverity: "high" as const, fingerprint: `f${index}` }];
    await versionRow(repository.db, { pluginId, uploadedBy: owner, version: "1.0", status: "approved", verdict: "advisory", finds });
  }
}, 60_000);
afterAll(() => repository.close());

async function change(ruleId: string, setting: RuleSetting): Promise<string> {
  const expectedDigest = (await requireActiveRuleset(repository.db)).digest;
  const done = await changeRules(repository.db, { person: admin, changes: [{ ruleId, setting }], note: "for this test", expectedDigest });
  if (!done.ok) throw new Error(done.error.message);
  return (await requireActiveRuleset(repository.db)).digest;
}

const behind = async (digest: string) => (await getRolloutState(repository.db, digest)).behind;

async function toItsEnd(): Promise<void> {
  for (let batch = 0; batch < 10; batch += 1) if ((await applyRuleset(repository.db)).isDone) return;
  throw new Error("the rollout does not end");
}

it("stopped after the first versions, it goes on where it was", async () => {
  const digest = await change(RULE, "critical");
  const stop = new AbortController();
  const stopped = applyRuleset(repository.db, stop.signal);
  while ((await behind(digest)) === PLUGINS) await new Promise((resolve) => setTimeout(resolve, 1));
  stop.abort();
  const { derived, isDone } = await stopped;
  expect(isDone).toBe(false);
  expect(derived).toBeLessThan(PLUGINS);
  expect(await behind(digest)).toBe(PLUGINS - derived);

  await toItsEnd();
  expect(await behind(digest)).toBe(0);
  expect(await repository.db.$count(versions, eq(versions.effectiveVerdict, "blocked"))).toBe(PLUGINS);
  expect(await repository.db.$count(scans, eq(scans.rulesetDigest, digest))).toBe(PLUGINS);
  expect(await repository.db.$count(verdictChanges)).toBe(PLUGINS);
});

it("overtaken by another change, all versions end on the newest rules, each judged once by them", async () => {
  const first = await change(RULE, "warning");
  await applyRuleset(repository.db);
  const half = PLUGINS - (await behind(first));
  expect(half).toBeGreaterThan(0);
  expect(half).toBeLessThan(PLUGINS);

  const second = await change("bandit/B101", "warning");
  expect(await behind(second)).toBe(PLUGINS);
  await toItsEnd();
  expect(await behind(second)).toBe(0);
  expect(await repository.db.$count(scans, eq(scans.rulesetDigest, first))).toBe(half);
  expect(await repository.db.$count(scans, eq(scans.rulesetDigest, second))).toBe(PLUGINS);
  expect(await repository.db.$count(versions, eq(versions.effectiveVerdict, "advisory"))).toBe(PLUGINS);
  // Red for a while, and not any more by the time that people are told.
  await tellVerdictChanges(repository.db);
  expect(await repository.db.$count(verdictChanges, isNull(verdictChanges.toldIn))).toBe(0);
  expect(await repository.db.$count(emails)).toBe(0);
});

it("one version that cannot be judged keeps no other from it, beyond its batch neither", async () => {
  const digest = await change(RULE, "critical");
  const [first] = await repository.db.select({ id: versions.id }).from(versions).orderBy(versions.id).limit(1);
  await repository.db.execute(sql`
    create function refuse_a_scan() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$`);
  await repository.db.execute(
    sql.raw(
      `create trigger refuse_a_scan before insert on scans for each row when (new.version_id = ${first?.id}) execute function refuse_a_scan()`,
    ),
  );
  // With nothing else left to do the queue is told, and tries again with growing pauses.
  await expect(toItsEnd()).rejects.toThrow();
  expect(await behind(digest)).toBe(1);
  await repository.db.execute(sql`drop trigger refuse_a_scan on scans`);
  await toItsEnd();
  expect(await behind(digest)).toBe(0);
});

it("administrators read what the job does: it tries again after an error, it goes on, or there is none any more", async () => {
  const { db } = repository;
  await change(RULE, "info");
  expect(await getRolloutJob(db)).toEqual({ state: "goes-on", retriesAt: null });
  const job = sql`key = 'apply-ruleset' and attempts < max_attempts`;
  const runAt = new Date(Date.now() + 60_000);
  await db.execute(
    sql`update graphile_worker._private_jobs set attempts = 3, run_at = ${runAt.toISOString()}, last_error = 'no room' where ${job}`,
  );
  expect(await getRolloutJob(db)).toEqual({ state: "goes-on", retriesAt: runAt });
  // As an administrator does who gives it up.
  await db.execute(sql`select graphile_worker.complete_jobs(array(select id from graphile_worker._private_jobs))`);
  expect(await getRolloutJob(db)).toEqual({ state: "none" });
  expect(await sweepLostWork(db)).toMatchObject({ rollouts: 0 });
});

it("whose job gave up is taken up again by the sweep; the failure stays in the list of jobs", async () => {
  const { db } = repository;
  const digest = await change(RULE, "warning");
  const troubles = async () =>
    (await listTroubledJobs(db)).filter((job) => job.task === "apply_ruleset").map((job) => [job.trouble, job.error]);
  await db.execute(sql`
    select id from graphile_worker.permanently_fail_jobs(array(select id from graphile_worker._private_jobs where key = 'apply-ruleset'), 'no room')`);
  expect(await troubles()).toEqual([["failed", "no room"]]);
  expect(await getRolloutJob(db)).toEqual({ state: "gave-up" });
  expect(await sweepLostWork(db)).toMatchObject({ rollouts: 1 });
  expect(await getRolloutJob(db)).toEqual({ state: "goes-on", retriesAt: null });
  // It waits for its turn: once is enough.
  expect(await sweepLostWork(db)).toMatchObject({ rollouts: 0 });
  expect(await troubles()).toEqual([["failed", "no room"]]);
  await repository.work();
  await waitFor("the rollout", async () => (await behind(digest)) === 0);
  expect(await troubles()).toEqual([["failed", "no room"]]);
  expect(await sweepLostWork(db)).toMatchObject({ rollouts: 0 });
});
