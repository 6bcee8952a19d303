import { execFile, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { type Account, serverAccount } from "./account";
import { type Binaries, findBinaries } from "./binaries";
import { type Cluster, openCluster, superuser } from "./cluster";
import { clearStalePid, findRunning, isAlive } from "./running";

const readyWithinMs = 60_000;
const stopWithinMs = 30_000;

export type PostgresOptions = {
  /** Folder for the server's files, made when missing. */
  dataDir: string;
  /** TCP port on 127.0.0.1; a free one when absent. */
  port?: number;
  /** False only for throw-away test servers: a crash of the machine may then lose the data. */
  fsync?: boolean;
};

export type PostgresServer = {
  /** Connection address of the database `postgres`, with its password. */
  url: string;
  /** The same for another database of this server. */
  urlFor(database: string): string;
  pid: number;
  /** True when the server ran already and somebody else may be using it. */
  joined: boolean;
  /** Ends the server and waits until it is gone. `fast` ends connections and writes a checkpoint; `immediate` just ends. */
  stop(mode?: "fast" | "immediate"): Promise<void>;
};

/**
 * Starts the PostgreSQL server that npm installed, on 127.0.0.1 only and without a socket file, or joins the one that still
 * runs on this folder. A server that was killed recovers by itself. It outlives its starter unless `stop` is called.
 * Throws an Error with the end of the server's log when it does not become ready.
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const account = serverAccount();
  const binaries = findBinaries(account);
  const cluster = await openCluster(options.dataDir, binaries, account);
  const found = findRunning(cluster.files);
  const { pid, port } = found ? await untilReady(cluster, found.pid) : await launch(options, binaries, cluster, account);
  const urlFor = (database: string) => `postgres://${superuser}:${cluster.password}@127.0.0.1:${port}/${database}`;
  return { pid, joined: found !== null, url: urlFor("postgres"), urlFor, stop: (mode = "fast") => stop(pid, cluster, binaries, mode) };
}

/** A killed server's children hold its shared memory for a moment, and a free port may be taken meanwhile: a few tries. */
async function launch(options: PostgresOptions, binaries: Binaries, cluster: Cluster, account: Account) {
  for (let attempt = 1; ; attempt++) {
    clearStalePid(cluster.files);
    const logStart = statSync(cluster.logFile, { throwIfNoEntry: false })?.size ?? 0;
    const port = options.port ?? (await freePort());
    const child = spawnServer(binaries, cluster, account, serverSettings(port, options.fsync ?? true));
    let exited = false;
    child.once("error", () => (exited = true));
    child.once("exit", () => (exited = true));
    const startedAt = Date.now();
    while (!exited && Date.now() - startedAt < readyWithinMs) {
      const running = findRunning(cluster.files);
      if (running?.ready && running.pid === child.pid) {
        child.unref();
        return running;
      }
      await sleep(10);
    }
    const log = readFileSync(cluster.logFile, "utf8").slice(logStart).trim();
    if (attempt >= 20 || !/shared memory block|could not bind|Address already in use/.test(log)) {
      throw new Error(`PostgreSQL did not start.\n${log.split("\n").slice(-15).join("\n")}`);
    }
    await sleep(500);
  }
}

function spawnServer(binaries: Binaries, cluster: Cluster, account: Account, settings: string[]) {
  const log = openSync(cluster.logFile, "a", 0o600);
  const args = ["-D", cluster.files, ...settings.flatMap((setting) => ["-c", setting])];
  // Detached: Ctrl-C reaches the whole terminal, and the server must be stopped last, by us.
  const child = spawn(binaries.postgres, args, { ...account, cwd: cluster.files, detached: true, stdio: ["ignore", log, log] });
  closeSync(log);
  return child;
}

function serverSettings(port: number, fsync: boolean): string[] {
  const common = [
    `port=${port}`,
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=200",
    "timezone=UTC",
    "log_timezone=UTC",
  ];
  return fsync ? common : [...common, "fsync=off", "synchronous_commit=off", "full_page_writes=off"];
}

async function untilReady(cluster: Cluster, pid: number) {
  const startedAt = Date.now();
  while (Date.now() - startedAt < readyWithinMs) {
    const running = findRunning(cluster.files);
    if (running?.ready) return running;
    if (!isAlive(pid)) break;
    await sleep(10);
  }
  throw new Error(`PostgreSQL did not become ready; its log is ${cluster.logFile}`);
}

async function stop(pid: number, cluster: Cluster, binaries: Binaries, mode: "fast" | "immediate") {
  if (findRunning(cluster.files)?.pid !== pid) return;
  if (process.platform === "win32") {
    await promisify(execFile)(binaries.pgCtl, ["stop", "-D", cluster.files, "-m", mode, "-w"]);
    return;
  }
  process.kill(pid, mode === "fast" ? "SIGINT" : "SIGQUIT");
  const startedAt = Date.now();
  while (findRunning(cluster.files)?.pid === pid) {
    if (Date.now() - startedAt > stopWithinMs) throw new Error(`PostgreSQL (process ${pid}) did not stop within ${stopWithinMs / 1000} s`);
    await sleep(10);
  }
}

/** A port that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port"))));
    });
  });
}
