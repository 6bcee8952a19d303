import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { formatLogLine } from "./log-lines";
import { projectRoot } from "./project-root";

/** Longest that web and worker may take to finish what they are doing; the worker drains its jobs. */
const stopWithinMs = 20_000;

/** Ends a program with the process that started it, even if that was killed. */
export const tether = join(projectRoot, "scripts", "tether.mjs");

export type Environment = Record<string, string | undefined>;

export type Child = {
  name: string;
  process: ChildProcess;
  /** Ends when the process has ended: its exit code, or the signal's name. */
  ended: Promise<number | string>;
};

/**
 * Starts a Node program of ours in a process group of its own, so that Ctrl-C reaches only the one who stops it in order.
 * It ends by itself if its starter is killed. Every line that it prints is shown with its name in front.
 */
export function startChild(name: string, args: string[], env: Environment): Child {
  const child = spawn(process.execPath, ["--import", tether, ...args], {
    cwd: projectRoot,
    env: env as NodeJS.ProcessEnv,
    detached: process.platform !== "win32",
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      const shown = formatLogLine(name, line);
      if (shown) console.log(shown);
    });
  }
  const ended = new Promise<number | string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(code ?? signal ?? "unknown"));
  });
  return { name, process: child, ended };
}

/** Asks the process to end, waits, and ends it hard if it does not. */
export async function stopChild(child: Child): Promise<void> {
  if (child.process.exitCode !== null || child.process.signalCode !== null) return;
  child.process.kill("SIGTERM");
  const timer = setTimeout(() => {
    console.log(`${child.name} did not end within ${stopWithinMs / 1000} s and is ended hard.`);
    child.process.kill("SIGKILL");
  }, stopWithinMs);
  await child.ended;
  clearTimeout(timer);
}

/**
 * Runs a Node program to its end with its output shown as it is; throws when it fails. A SIGTERM or the end of whoever started us
 * is passed on; Ctrl-C reaches the program by itself.
 */
export async function runToEnd(what: string, args: string[], env: Environment): Promise<void> {
  const child = spawn(process.execPath, ["--import", tether, ...args], {
    cwd: projectRoot,
    env: env as NodeJS.ProcessEnv,
    stdio: "inherit",
  });
  const pass = () => child.kill("SIGTERM");
  const parent = process.ppid;
  const watch = setInterval(() => process.ppid !== parent && pass(), 500);
  for (const signal of ["SIGTERM", "SIGHUP"] as const) process.on(signal, pass);
  const code = await new Promise<number>((resolve) => {
    child.once("error", () => resolve(1));
    child.once("exit", (status) => resolve(status ?? 1));
  });
  clearInterval(watch);
  for (const signal of ["SIGTERM", "SIGHUP"] as const) process.off(signal, pass);
  if (code !== 0) throw new Error(`${what} failed (exit code ${code}).`);
}
