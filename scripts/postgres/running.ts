import { execFileSync } from "node:child_process";
import { readFileSync, readlinkSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";

/** The lines of postmaster.pid that we need. `ready` is the server's own word, written in line 8. */
export type Running = { pid: number; port: number; ready: boolean };

function readPidFile(dataDir: string): Running | null {
  let lines: string[];
  try {
    lines = readFileSync(join(dataDir, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return null;
  }
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return { pid, port: Number(lines[3] ?? 0), ready: (lines[7] ?? "").trim() === "ready" };
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** After a crash the number in the file may belong to anybody: believe it only if that process is the server of this folder. */
function isServerOf(pid: number, dataDir: string): boolean {
  if (!isAlive(pid)) return false;
  const folder = realpathSync(dataDir);
  if (process.platform === "linux") {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === folder;
    } catch {
      return false;
    }
  }
  if (process.platform === "win32") return true;
  try {
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).includes(folder);
  } catch {
    return false;
  }
}

/** The server that runs on this data folder now, or null. */
export function findRunning(dataDir: string): Running | null {
  const found = readPidFile(dataDir);
  return found && isServerOf(found.pid, dataDir) ? found : null;
}

/** Removes what a killed server left, so that the next one does not take a stranger's process for its predecessor. */
export function clearStalePid(dataDir: string) {
  const found = readPidFile(dataDir);
  if (found && !isServerOf(found.pid, dataDir)) rmSync(join(dataDir, "postmaster.pid"), { force: true });
}
