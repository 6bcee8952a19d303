import { EventEmitter } from "node:events";
import { dirname, join } from "node:path";
import { type CronItem, Logger, parseCronItems, type Runner, run, type WorkerEvents } from "graphile-worker";
import pg from "pg";
import { connect } from "@/db/client";
import { ensureRulesets } from "@/db/commands/ensure-rulesets";
import { sweepLostWork } from "@/db/commands/sweep-lost-work";
import { FeedDocuments } from "@/db/queries/feed-documents";
import type { Env } from "@/lib/env";
import { JOB_MAX_ATTEMPTS } from "@/lib/jobs";
import { log } from "@/lib/logger";
import { createMailer } from "@/lib/mailer";
import { type Network, publicNetwork } from "@/lib/safe-fetch/network";
import { openStorage } from "@/lib/storage";
import { SpareProcesses } from "@/scanners/core/scan-process-start";
import { PASS_IDS } from "@/scanners/core/types";
import { type AnyTask, toTaskList, type WorkerDeps } from "./define-task";
import { scanLimits } from "./run-checks";
import { applyRuleset } from "./tasks/apply-ruleset";
import { checkLink, checkLinks, recheckLinks } from "./tasks/check-links";
import { concludeScan } from "./tasks/conclude-scan";
import { dailyMails } from "./tasks/daily-mails";
import { decideLater } from "./tasks/decide-later";
import { followReturnedTask } from "./tasks/follow-returned";
import { makePatch } from "./tasks/make-patch";
import { runCheck } from "./tasks/run-check";
import { runPass } from "./tasks/run-pass";
import { sealAuditTask } from "./tasks/seal-audit";
import { sendEmailTask } from "./tasks/send-email";
import { sweep } from "./tasks/sweep";
import { tellVerdictChangesTask } from "./tasks/tell-verdict-changes";
import { tidy } from "./tasks/tidy";
import { writeFeed } from "./tasks/write-feed";
import { createWorkerLocks } from "./worker-locks";

const CRON: CronItem[] = [
  { task: "sweep", match: "* * * * *", options: { backfillPeriod: 0, maxAttempts: 1 } },
  { task: "seal_audit", match: "* * * * *", options: { backfillPeriod: 0, maxAttempts: 1 } },
  // Made up for after a night without a worker.
  { task: "follow_returned", match: "5 6 * * *", options: { backfillPeriod: 12 * 60 * 60 * 1000, maxAttempts: 1 } },
  { task: "tidy", match: "17 * * * *", options: { backfillPeriod: 0, maxAttempts: 1 } },
];
/** A worker that starts within half a day still does what it missed; nobody gets a second mail by that. */
const MAIL_CRON: CronItem[] = [
  { task: "daily_mails", match: "30 5 * * *", options: { backfillPeriod: 12 * 60 * 60 * 1000, maxAttempts: JOB_MAX_ATTEMPTS.daily_mails } },
];
const LINK_CRON: CronItem[] = [{ task: "recheck_links", match: "37 * * * *", options: { backfillPeriod: 0, maxAttempts: 1 } }];

/** Links wait for strangers' servers, up to five seconds each; nobody waits for them. */
const LINK_CONCURRENCY = 2;

/** Connections beyond one per job: the listener and the cron of each lane. */
const SPARE_CONNECTIONS = 11;

export interface RunningWorker {
  /** Resolves with the cause when a lane ends unasked: the queue gives up when PostgreSQL fails while a job's end is written. */
  lost: Promise<Error>;
  /** Lets running jobs end, then closes everything. */
  stop(): Promise<void>;
}

/**
 * Starts the worker in this process: five lanes, so that neither long scans, a slow mail server, other people's sites nor the feed's files
 * hold up verdicts.
 *
 * @param options.scanEntry path of the bundled scan process
 * @param options.network only tests hand in another one, in which names lead to their own servers
 */
export async function startWorker(env: Env, options: { scanEntry: string; network?: Network }): Promise<RunningWorker> {
  const db = connect(env.DATABASE_URL, env.SCAN_CONCURRENCY + env.MAIL_CONCURRENCY + LINK_CONCURRENCY + 5);
  await ensureRulesets(db);
  const shutdown = new AbortController();
  const spares = new SpareProcesses(options.scanEntry, scanLimits(env), Math.min(env.SCAN_CONCURRENCY, PASS_IDS.length));
  const deps: WorkerDeps = {
    db,
    env,
    storage: openStorage(env.dataDir),
    mailer: createMailer(env),
    network: options.network ?? publicNetwork,
    // It writes each document once; only the parts that documents share are kept.
    feed: new FeedDocuments(db, env.publicUrl, { documentsBytes: 0 }),
    scanEntry: options.scanEntry,
    // All programs are bundled side by side.
    harmlessEntry: join(dirname(options.scanEntry), "harmless-thread.mjs"),
    patchEntry: join(dirname(options.scanEntry), "patch-process.mjs"),
    spares,
    shutdown: shutdown.signal,
  };
  const jobsAtOnce = env.SCAN_CONCURRENCY + env.MAIL_CONCURRENCY + LINK_CONCURRENCY;
  const pool = new pg.Pool({ connectionString: env.DATABASE_URL, max: jobsAtOnce + SPARE_CONNECTIONS });
  pool.on("error", (error) => log.warn("worker.pool", { error: error.message }));
  pool.on("connect", (client) => client.on("error", (error) => log.warn("worker.connection", { error: error.message })));
  const locks = createWorkerLocks(env.DATABASE_URL);
  await locks.reap();
  await sweepLostWork(db);

  let isStopping = false;
  let tellLost: (cause: Error) => void = () => {};
  const lost = new Promise<Error>((resolve) => {
    tellLost = (cause) => !isStopping && resolve(cause);
  });
  const lane = (tasks: readonly AnyTask[], concurrency: number, cron: CronItem[] = []) =>
    startLane({ tasks, concurrency, cron, pool, deps, hold: locks.hold, onLost: (cause) => tellLost(cause) });
  const lanes = [
    await lane([runPass, runCheck, makePatch], env.SCAN_CONCURRENCY),
    await lane([concludeScan, decideLater, followReturnedTask, sweep, tidy, sealAuditTask], 2, CRON),
    await lane([sendEmailTask, dailyMails, tellVerdictChangesTask], env.MAIL_CONCURRENCY, MAIL_CRON),
    await lane([checkLinks, checkLink, recheckLinks], LINK_CONCURRENCY, LINK_CRON),
    // Many seconds of writing with a large catalogue, or of judging it by other rules: beside everything that somebody waits for.
    await lane([writeFeed, applyRuleset], 1),
  ];
  log.info("worker.started", { scanConcurrency: env.SCAN_CONCURRENCY, mailConcurrency: env.MAIL_CONCURRENCY });
  return {
    lost,
    async stop() {
      isStopping = true;
      // A lane that has ended by itself refuses to be stopped again.
      await Promise.allSettled(lanes.map((runner) => runner.stop()));
      shutdown.abort();
      spares.close();
      await locks.stop();
      await pool.end();
      await db.close();
      log.info("worker.stopped");
    },
  };
}

interface Lane {
  tasks: readonly AnyTask[];
  concurrency: number;
  cron: CronItem[];
  pool: pg.Pool;
  deps: WorkerDeps;
  hold(poolId: string): Promise<void>;
  /** The lane takes no more jobs, whoever wanted that. */
  onLost(cause: Error): void;
}

async function startLane({ tasks, concurrency, cron, pool, deps, hold, onLost }: Lane): Promise<Runner> {
  const events = new EventEmitter() as WorkerEvents;
  const held: Promise<void>[] = [];
  events.on("pool:create", ({ workerPool }) => held.push(hold((workerPool as unknown as { id: string }).id)));
  // Said by events, not by the runner's promise alone: after a restart of PostgreSQL that one may never settle.
  for (const event of ["pool:fatalError", "pool:gracefulShutdown", "pool:forcefulShutdown"] as const)
    events.on(event, () => onLost(new Error(`a lane ended by itself (${event})`)));
  const runner = await run({
    pgPool: pool,
    taskList: toTaskList(tasks, deps),
    concurrency,
    parsedCronItems: parseCronItems(cron),
    events,
    noHandleSignals: true,
    logger: queueLogger(),
    // Completion is written before the job counts as done: stop() would lose results that wait in a batch.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
  });
  const ended = () => onLost(new Error("a lane ended by itself"));
  runner.promise.then(ended, ended);
  await Promise.all(held);
  return runner;
}

/** The queue's own lines: only what an operator must see; tasks log for themselves. */
function queueLogger(): Logger {
  return new Logger(() => (level, message) => {
    if (level === "error" || level === "warning") log.warn("queue", { message });
  });
}
