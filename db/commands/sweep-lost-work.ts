import { isNull, sql } from "drizzle-orm";
import { jobKeys } from "@/lib/jobs";
import type { CheckId } from "@/scanners/core/types";
import type { Db } from "../context";
import { enqueue } from "../enqueue";
import { getRolloutJob, listRolloutTargets } from "../queries/ruleset-rollout";
import { requireActiveRuleset } from "../queries/rulesets";
import { verdictChanges } from "../schema";
import { markRunErrored } from "./check-runs";
import { queueRulesetRollout } from "./queue-ruleset-rollout";
import { queueTelling } from "./tell-verdict-changes";

/** A job that will still run, or runs: the queue keeps dead ones (all attempts used, unlocked) in the same table. */
const isAlive = sql`(j.locked_at is not null or j.attempts < j.max_attempts)`;

export type Swept = {
  /** Runs whose job was gone: errored now. */
  runs: number;
  /** Scans that had ended without anybody noticing: concluded next. */
  scans: number;
  /** Mails that waited without a job: queued again. */
  emails: number;
  /** Decisions from the queue whose time is over and whose job was gone: queued again. */
  decisions: number;
  /** Changes of the rules that verdicts do not follow because the job gave up: taken up again. */
  rollouts: number;
  /** Changed verdicts that people were not told of because the job gave up: taken up again. */
  tellings: number;
};

/**
 * Finds work that nothing will ever finish: an unfinished run without a live job becomes errored, a
 * scan whose runs have all ended is concluded, a queued mail or a decision without a job gets one, and so do verdicts that
 * wait for other rules, and changed ones that wait to be told. A scan cannot wait for ever.
 *
 * @param graceSeconds rows younger than this are left alone; their transaction has just committed
 */
export async function sweepLostWork(db: Db, graceSeconds = 15): Promise<Swept> {
  const { rows: lost } = await db.execute<{ scan_id: string; check_id: CheckId }>(sql`
    select r.scan_id, r.check_id from check_runs r join scans s on s.id = r.scan_id
    where r.state in ('queued', 'running') and s.verdict is null and s.superseded_at is null
      and s.queued_at < now() - make_interval(secs => ${graceSeconds})
      and not exists (select 1 from graphile_worker._private_jobs j where ${isAlive}
        and j.key in ('pass:' || r.scan_id || ':' || r.pass, 'check:' || r.scan_id || ':' || r.check_id))
      and not exists (select 1 from graphile_worker._private_jobs j where j.locked_at is not null and j.payload->>'scanId' = r.scan_id::text)
    limit 1000`);
  for (const row of lost) {
    await markRunErrored(db, { scanId: row.scan_id, checkId: row.check_id, code: "lost", detail: "no live job was left for this run" });
  }
  const { rows: ended } = await db.execute<{ id: string }>(sql`
    select s.id from scans s
    where s.verdict is null and s.superseded_at is null and s.queued_at < now() - make_interval(secs => ${graceSeconds})
      and not exists (select 1 from check_runs r where r.scan_id = s.id and r.state in ('queued', 'running'))
      and not exists (select 1 from graphile_worker._private_jobs j where ${isAlive} and j.key = 'conclude:' || s.id)
    limit 1000`);
  for (const { id } of ended) {
    await db.transaction((tx) => enqueue(tx, "conclude_scan", { scanId: id }, { jobKey: jobKeys.conclude(id), priority: -10 }));
  }
  const { rows: unsent } = await db.execute<{ id: string }>(sql`
    select e.id from emails e
    where e.state = 'queued' and e.kind <> 'sign-in' and e.created_at < now() - make_interval(secs => ${graceSeconds})
      and not exists (select 1 from graphile_worker._private_jobs j where ${isAlive} and j.key = 'email:' || e.id)
    limit 1000`);
  for (const { id } of unsent) await db.transaction((tx) => enqueue(tx, "send_email", { emailId: id }, { jobKey: jobKeys.email(id) }));
  const decisions = await sweepDecisions(db, graceSeconds);
  const rollouts = await sweepRollout(db);
  const tellings = await sweepTelling(db);
  return { runs: lost.length, scans: ended.length, emails: unsent.length, decisions, rollouts, tellings };
}

async function sweepDecisions(db: Db, graceSeconds: number): Promise<number> {
  const { rows: due } = await db.execute<{ id: string }>(sql`
    select d.id from pending_decisions d
    where d.state = 'waiting' and d.takes_effect_at < now() - make_interval(secs => ${graceSeconds})
      and not exists (select 1 from graphile_worker._private_jobs j where ${isAlive} and j.key = 'decision:' || d.id)
    limit 1000`);
  for (const { id } of due) await db.transaction((tx) => enqueue(tx, "decide_later", { pendingId: id }, { jobKey: jobKeys.decision(id) }));
  return due.length;
}

/**
 * The queue keeps the failed job beside the new one, for the list of jobs (remove-expired-rows.ts). What an administrator gave up has no
 * job any more, and waits for them.
 */
async function sweepRollout(db: Db): Promise<number> {
  if ((await getRolloutJob(db)).state !== "gave-up") return 0;
  const { digest } = await requireActiveRuleset(db);
  if ((await listRolloutTargets(db, digest, 1)).length === 0) return 0;
  await db.transaction((tx) => queueRulesetRollout(tx));
  return 1;
}

async function sweepTelling(db: Db): Promise<number> {
  const { rows: gaveUp } = await db.execute(sql`
    select 1 from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    where t.identifier = 'tell_verdict_changes'
    having count(*) > 0 and not bool_or(${isAlive})`);
  if (gaveUp.length === 0) return 0;
  if ((await db.$count(verdictChanges, isNull(verdictChanges.toldIn))) === 0) return 0;
  await db.transaction((tx) => queueTelling(tx));
  return 1;
}
