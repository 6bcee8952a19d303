import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { changeRules } from "@/db/commands/change-rule";
import { getRulesetEffect } from "@/db/queries/ruleset-effect";
import { getRolloutState } from "@/db/queries/ruleset-rollout";
import { requireActiveRuleset } from "@/db/queries/rulesets";
import { changeRules as changed, type RuleChange } from "@/scanners/ruleset/change-rule";
import { step } from "../../progress";
import { textTable } from "../../text-table";
import { openThrowAwayRepository, type ThrowAwayRepository } from "../../throw-away/repository";
import { peakMegabytes } from "../load/peak-memory";
import { millisecondsRow, percentile } from "../statistics";
import { measureUploads, startBenchWorker } from "../upload-times";
import { fillJudgedCatalogue } from "./judged-catalogue";
import { watchTransactions } from "./longest-transaction";
import { COMMON_RULE, RARE_RULE } from "./made-up-findings";

const REVIEWERS = 10;
const UPLOADS = 5;
const TIMES = 7;

/** `npm run bench -- --rules`: what a changed rule costs with a catalogue of real size: the page that shows its effect, and the rollout. */
export async function benchRules(plugins: number): Promise<boolean> {
  const repository = await step("Starting a PostgreSQL of its own", () => openThrowAwayRepository({ UPLOADS_PER_HOUR: "100000" }));
  const end = () => repository.close().finally(() => process.exit(130));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, end);
  try {
    const admin = await repository.addPerson({ role: "admin" });
    for (let index = 1; index < REVIEWERS; index += 1) await repository.addPerson({ role: "approver" });
    const size = { plugins, versionsEach: 2, drafts: Math.ceil(plugins / 20), large: Math.ceil(plugins / 75) };
    const findings = await step(`${plugins} plugins with judged versions`, () => fillJudgedCatalogue(repository.db, size));
    console.log(`  ${findings.toLocaleString("en")} findings`);
    await benchEffect(repository);
    return await benchRollout(repository, admin.userId);
  } finally {
    await repository.close();
  }
}

/** Beside a bare count of the same findings, in the same run. */
async function benchEffect({ db }: ThrowAwayRepository): Promise<void> {
  const rows: string[][] = [["milliseconds", "n", "median", "p95", "largest", "× a bare count"]];
  const before = await requireActiveRuleset(db);
  for (const [what, change] of [
    ["effect of a rule that one plugin in three breaks", { ruleId: RARE_RULE, setting: "critical" }],
    ["effect of the commonest rule", { ruleId: COMMON_RULE, setting: "info" }],
  ] as [string, RuleChange][]) {
    const after = changed(before, [change], 1);
    if (typeof after === "string") throw new Error(after);
    const times = await repeat(() => getRulesetEffect(db, before, after));
    const bare = await repeat(() => db.execute(sql`select count(*) from findings where rule_id = ${change.ruleId}`));
    rows.push([...millisecondsRow(what, times), `${(percentile(times, 0.5) / percentile(bare, 0.5)).toFixed(1)}×`]);
  }
  console.log(`\n${textTable(rows)}\n`);
}

async function repeat(work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  // The first one fills the caches and is not counted.
  for (let round = 0; round <= TIMES; round += 1) {
    const startedAt = performance.now();
    await work();
    if (round > 0) times.push(performance.now() - startedAt);
  }
  return times;
}

async function benchRollout(repository: ThrowAwayRepository, userId: string): Promise<boolean> {
  const { db, config } = repository;
  const author = await repository.addPerson();
  const worker = await startBenchWorker(repository);
  try {
    const idle = await step(`${UPLOADS} uploads`, () => measureUploads(repository, author.userId, UPLOADS));
    await db.execute(sql`delete from emails`);
    const transactions = await watchTransactions(config.DATABASE_URL);
    const { digest: expectedDigest } = await requireActiveRuleset(db);
    const startedAt = performance.now();
    const changes = [{ ruleId: RARE_RULE, setting: "critical" }] as const;
    const done = await changeRules(db, { person: { userId }, changes, note: "measured", expectedDigest });
    if (!done.ok) throw new Error(done.error.message);
    const meanwhile = measureUploads(repository, author.userId, UPLOADS, { first: 100, isBusy: true });
    const total = await step("A rollout, with uploads meanwhile", () => untilFollowed(repository));
    const seconds = (performance.now() - startedAt) / 1000;
    const busy = await meanwhile;
    await untilTold(repository);
    const longest = await transactions.end();
    const rows = [
      millisecondsRow("upload to verdict, idle", idle.verdicts),
      millisecondsRow("upload to verdict, in a rollout", busy.verdicts),
    ];
    console.log(`\n${textTable([["milliseconds", "n", "median", "p95", "largest"], ...rows])}\n`);
    console.log(`${total} verdicts followed in ${seconds.toFixed(0)} s, ${(total / seconds).toFixed(1)} per second.`);
    console.log(`Longest transaction: ${longest.toFixed(0)} ms. Peak memory of the worker: ${peakMegabytes(worker.pid) ?? "unknown"} MB.`);
    const most = await tellMails(repository);
    return most <= 1;
  } finally {
    await worker.end("SIGTERM");
  }
}

async function untilFollowed({ db }: ThrowAwayRepository): Promise<number> {
  const { digest } = await requireActiveRuleset(db);
  for (;;) {
    const { total, behind, scanning } = await getRolloutState(db, digest);
    if (behind + scanning === 0) return total;
    await sleep(200);
  }
}

async function untilTold({ db }: ThrowAwayRepository): Promise<void> {
  const open = sql`select count(*)::int as count from verdict_changes where told_in is null`;
  while ((await db.execute<{ count: number }>(open)).rows[0]?.count !== 0) await sleep(200);
}

/** @returns the most mails about public versions that one person got */
async function tellMails({ db }: ThrowAwayRepository): Promise<number> {
  const { rows } = await db.execute<{ kind: string; mails: number; most: number }>(sql`
    select kind, sum(n)::int as mails, max(n)::int as most
    from (select kind::text, recipient_id, count(*) as n from emails group by kind, recipient_id) each group by kind order by kind`);
  console.log(`\n${textTable([["mails", "all", "most to one person"], ...rows.map((row) => [row.kind, row.mails, row.most])])}`);
  return Math.max(0, ...rows.filter(({ kind }) => kind.startsWith("several") || kind === "public-not-clean").map(({ most }) => most));
}
