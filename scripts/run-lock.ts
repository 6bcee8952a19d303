import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isAlive } from "./postgres/running";
import { dataRoot } from "./project-root";

const file = join(dataRoot, "running.json");

/** Who runs the site from this folder now, and at which address; null when nobody does. */
export function runningSite(): { pid: number; url: string } | null {
  try {
    const found = JSON.parse(readFileSync(file, "utf8")) as { pid: number; url: string };
    return isAlive(found.pid) && commandLine(found.pid).includes("scripts") ? found : null;
  } catch {
    return null;
  }
}

/** A number may have been given to another program since; only a Node that runs one of our scripts counts. */
function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return process.platform === "linux" ? "" : "scripts";
  }
}

/** Notes that this process runs the site; the note is removed when it ends. */
export function claimSite(url: string) {
  writeFileSync(file, JSON.stringify({ pid: process.pid, url }));
  process.once("exit", () => rmSync(file, { force: true }));
}
