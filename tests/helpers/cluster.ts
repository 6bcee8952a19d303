import { chmodSync, mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findRunning, isAlive } from "@/scripts/postgres/running";
import { type PostgresServer, startPostgres } from "@/scripts/postgres/server";

const prefix = "greenbadge-test-";

/**
 * Starts a throw-away server for a test run: no fsync, gone at the end. Its folder's name holds our process id, so that
 * the next run can remove what a killed run left behind.
 */
export async function startTestServer(): Promise<PostgresServer> {
  removeAbandoned();
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  // The server may run under another account, which must be able to walk in.
  chmodSync(folder, 0o711);
  const dataDir = join(folder, "postgres");
  const server = await startPostgres({ dataDir, fsync: false });
  return {
    ...server,
    stop: async () => {
      await server.stop("immediate");
      removeFolder(folder);
    },
  };
}

function removeFolder(folder: string) {
  const dataDir = join(folder, "postgres");
  try {
    rmSync(realpathSync(dataDir), { recursive: true, force: true });
  } catch {
    // Never made: the start failed before.
  }
  rmSync(folder, { recursive: true, force: true });
}

function removeAbandoned() {
  for (const name of readdirSync(tmpdir())) {
    const owner = Number(name.startsWith(prefix) ? name.slice(prefix.length).split("-")[0] : Number.NaN);
    if (!Number.isInteger(owner) || isAlive(owner)) continue;
    const folder = join(tmpdir(), name);
    try {
      const running = findRunning(join(folder, "postgres", "cluster"));
      if (running) process.kill(running.pid, "SIGQUIT");
      removeFolder(folder);
    } catch {
      // Another person's folder, or already gone.
    }
  }
}
