import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Child, type Environment, startChild } from "./processes";
import { projectRoot } from "./project-root";

const answersWithinMs = 60_000;

/** The command line of Next's own program, to be run by Node. */
export function nextArguments(command: "dev" | "build", ...rest: string[]): string[] {
  return [join(projectRoot, "node_modules", "next", "dist", "bin", "next"), command, ...rest];
}

/**
 * The web process's program and arguments. A built site runs behind our own server (app/_front, docs/adr/0016); while it is
 * developed Next serves everything by itself, so that a changed file counts at once.
 */
export function webArguments(mode: "start" | "dev", host: string, port: number): string[] {
  if (mode === "start") return [join("dist", "web.mjs"), host, String(port)];
  return nextArguments("dev", "-H", host, "-p", String(port));
}

/**
 * Starts the site and returns when it answers. `started` is told of the process at once, so that it can be ended meanwhile.
 * Throws when it ends before, or stays silent for a minute.
 */
export async function startWeb(
  mode: "start" | "dev",
  host: string,
  port: number,
  env: Environment,
  started: (child: Child) => void,
): Promise<Child> {
  const child = startChild("web", webArguments(mode, host, port), env);
  started(child);
  const address = `http://${host === "0.0.0.0" ? "127.0.0.1" : host}:${port}/api/health`;
  const startedAt = Date.now();
  while (Date.now() - startedAt < answersWithinMs) {
    if (child.process.exitCode !== null) throw new Error("The site could not be started; the lines of `web` above say why.");
    try {
      await fetch(address, { signal: AbortSignal.timeout(10_000) });
      return child;
    } catch {
      await sleep(100);
    }
  }
  throw new Error(`The site did not answer at ${address} within ${answersWithinMs / 1000} s.`);
}

export function isPortFree(port: number, host = "127.0.0.1"): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}

/** The first free port from `first` on. */
export async function nextFreePort(first: number): Promise<number> {
  for (let port = first; port < first + 100; port++) if (await isPortFree(port)) return port;
  throw new Error(`No free port between ${first} and ${first + 99}.`);
}
