import { setTimeout as sleep } from "node:timers/promises";
import { isAlive } from "./postgres/running";
import type { PostgresServer } from "./postgres/server";
import { type Child, type Environment, startChild, stopChild } from "./processes";
import { startWeb } from "./web";

const shortestPauseMs = 1_000;
const longestPauseMs = 30_000;
/** A worker that lived this long was healthy: its next end starts with the shortest pause again. */
const healthyAfterMs = 60_000;

const lookAtDatabaseMs = 1_000;

type Site = { host: string; port: number; env: Environment };

/**
 * Keeps web and worker running and ends them, and the database that it was given, in that order: on Ctrl-C, on SIGTERM, when the
 * process that started us is gone, or when web ends by itself. A worker that ends is started again after a growing pause.
 */
export class Supervisor {
  #web: Child | null = null;
  #worker: Child | null = null;
  #database: PostgresServer | null = null;
  #renewing = false;
  #stopping: Promise<never> | null = null;

  constructor() {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => this.stop(0, "Stopping …"));
    const parent = process.ppid;
    setInterval(() => process.ppid !== parent && this.stop(0, "Stopping …"), 500).unref();
  }

  /** The server is stopped at the end, after everything that uses it. Should it end before, it is started again. */
  owns(server: PostgresServer, startAgain: () => Promise<PostgresServer>) {
    this.#database = server;
    void this.#keepDatabase(startAgain);
  }

  async #keepDatabase(startAgain: () => Promise<PostgresServer>) {
    while (!this.#stopping) {
      await sleep(lookAtDatabaseMs, undefined, { ref: false });
      if (this.#stopping || (this.#database && isAlive(this.#database.pid))) continue;
      console.log("PostgreSQL ended by itself. It starts again; what was committed is kept.");
      try {
        this.#database = await startAgain();
      } catch (error) {
        await this.stop(1, (error as Error).message);
      }
    }
  }

  /** Starts both and returns when the site answers. */
  async run(mode: "start" | "dev", site: Site): Promise<void> {
    void this.#keepWorker(site.env);
    const web = await startWeb(mode, site.host, site.port, site.env, (child) => {
      this.#web = child;
    });
    void web.ended.then((code) => this.stop(1, `The site ended by itself (${code}); the lines of \`web\` above say why.`));
  }

  /** Ends the worker so that it starts again at once, with a bundle that was just rebuilt. */
  restartWorker() {
    this.#renewing = true;
    this.#worker?.process.kill("SIGTERM");
  }

  async #keepWorker(env: Environment) {
    let pauseMs = shortestPauseMs;
    while (!this.#stopping) {
      const startedAt = Date.now();
      this.#worker = startChild("worker", ["--enable-source-maps", "dist/worker.mjs"], env);
      const code = await this.#worker.ended;
      if (this.#stopping) return;
      if (this.#renewing) {
        this.#renewing = false;
        continue;
      }
      if (Date.now() - startedAt > healthyAfterMs) pauseMs = shortestPauseMs;
      console.log(`The worker ended (${code}). It starts again in ${pauseMs / 1000} s; its jobs are kept.`);
      await sleep(pauseMs);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    }
  }

  /** Ends everything once, however often it is asked, and then this process. */
  stop(code: number, message: string): Promise<never> {
    this.#stopping ??= this.#end(code, message);
    return this.#stopping;
  }

  async #end(code: number, message: string): Promise<never> {
    console.log(`\n${message}`);
    try {
      await Promise.all([this.#web, this.#worker].map((child) => child && stopChild(child)));
      await this.#database?.stop();
    } catch (error) {
      console.error((error as Error).message);
      process.exit(1);
    }
    process.exit(code);
  }
}
