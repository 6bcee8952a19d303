import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { isAlive } from "../postgres/running";
import { type Program, startProgram, WORKER } from "../throw-away/program";
import { between, type Random } from "../throw-away/random";
import type { ThrowAwayRepository } from "../throw-away/repository";
import { sendPackage } from "../upload/send-package";
import { countOf } from "./invariants";
import type { KillPackage } from "./packages";

const RETRY_MS = 500;
/** The shortest pause of the site's supervisor. */
const RESTART_MS = 1_000;
const LAST_WORDS = 15;

/** One repository with its workers, and everything that can be done to them. Counts what was done. */
export class Scene {
  readonly kills = { worker: 0, web: 0, database: 0 };
  /** Workers that ended by themselves. */
  restarts = 0;
  /** What each kill of a worker hit. */
  readonly hits: string[] = [];
  /** Ends that nobody asked for. */
  readonly surprises: string[] = [];
  private readonly workers = new Set<Program>();
  private readonly orphans = new Set<number>();

  constructor(
    readonly repository: ThrowAwayRepository,
    readonly random: Random,
    private readonly userIds: readonly string[],
  ) {}

  get logFile(): string {
    return join(this.repository.folder, "worker.log");
  }

  /** Starts one that is started again when it ends by itself, as the site does. @param overrides further environment variables */
  startWorker(overrides: Record<string, string> = {}): Program {
    const worker = startProgram(WORKER, { ...this.repository.variables, ...overrides }, this.logFile);
    this.workers.add(worker);
    void worker.ended.then(async (code) => {
      if (!this.workers.has(worker)) return;
      this.restarts += 1;
      // Without a database a worker may end, and is started again; anything else takes its other scans down with it.
      if (this.kills.database === 0) this.surprises.push(`a worker ended by itself (${code})`);
      await sleep(RESTART_MS);
      if (this.workers.delete(worker)) this.startWorker(overrides);
    });
    return worker;
  }

  async endWorker(worker: Program, signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    if (!this.workers.delete(worker)) return;
    this.hits.push(await this.runningChecks());
    for (const pid of childrenOf(worker.pid)) this.orphans.add(pid);
    await worker.end(signal);
    this.kills.worker += 1;
  }

  async endAll(): Promise<void> {
    const workers = [...this.workers];
    this.workers.clear();
    await Promise.all(workers.map((worker) => worker.end("SIGTERM")));
  }

  /** Programs that a killed worker left behind and that still run. */
  leftBehind(): number {
    return [...this.orphans].filter(isAlive).length;
  }

  /** Uploads as a person would: again when the site is out of order. */
  async upload(file: KillPackage): Promise<void> {
    const userId = this.userIds[between(this.random, 0, this.userIds.length)] as string;
    for (;;) {
      try {
        const accepted = await sendPackage({ ...this.repository, userId }, { bytes: file.bytes });
        // Accepted the first time, but the answer was lost: it may be public by now.
        if (accepted.ok || accepted.error.code === "conflict") return;
        throw new Error(`${file.packageName} was refused: ${JSON.stringify(accepted.error)}`);
      } catch (error) {
        if (/was refused/.test(String(error))) throw error;
        await sleep(RETRY_MS);
      }
    }
  }

  /** Returns at a random moment of a scan: soon after a check began to run. */
  async untilScanning(maxMs = 1_500): Promise<void> {
    for (let waited = 0; waited < 10_000 && !(await this.isScanning()); waited += 10) await sleep(10);
    await this.pause(maxMs);
  }

  pause(maxMs: number): Promise<void> {
    return sleep(between(this.random, 0, maxMs));
  }

  async crashDatabase(mode: "fast" | "immediate", downMs: number): Promise<void> {
    this.kills.database += 1;
    await this.repository.stopDatabase(mode);
    await sleep(downMs);
    await this.repository.startDatabase();
  }

  /** Waits until nothing is left to do. @returns whether that came in time */
  async untilSettled(deadline: number): Promise<boolean> {
    const open = sql`select ((select count(*) from versions where status = 'validating') + (select count(*) from emails where state = 'queued')
      + (select count(*) from graphile_worker.jobs where task_identifier not in ('sweep', 'tidy', 'seal_audit', 'recheck_links') and key is not null))::int as count`;
    while (Date.now() < deadline) {
      const left = await countOf(this.repository.db, open).catch(() => 1);
      if (left === 0 && this.leftBehind() === 0) return true;
      await sleep(100);
    }
    return false;
  }

  lastWords(): string {
    return readFileSync(this.logFile, "utf8").trim().split("\n").slice(-LAST_WORDS).join("\n");
  }

  private async isScanning(): Promise<boolean> {
    return (
      (await countOf(this.repository.db, sql`select count(*)::int as count from check_runs where state = 'running'`).catch(() => 0)) > 0
    );
  }

  private async runningChecks(): Promise<string> {
    const query = sql`select distinct check_id::text from check_runs where state = 'running' order by 1`;
    const answer = await this.repository.db.execute<{ check_id: string }>(query).catch(() => null);
    if (!answer) return "(no database)";
    return answer.rows.map((row) => row.check_id).join(" ") || "nothing";
  }
}

/** Programs that the process has started and that run (Linux; elsewhere none are known). */
function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean).map(Number);
  } catch {
    return [];
  }
}
