import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { type Environment, tether } from "../processes";
import { projectRoot } from "../project-root";

/** A program of ours whose lines go to a file, and which may be ended in any way. */
export interface Program {
  pid: number;
  isAlive(): boolean;
  /** Exit code, or the signal's name. */
  ended: Promise<number | string>;
  /** Sends the signal and waits for the end. */
  end(signal: "SIGKILL" | "SIGTERM"): Promise<number | string>;
}

export const WORKER = ["--enable-source-maps", "dist/worker.mjs"];

/** @param logFile its output is added to this file */
export function startProgram(args: readonly string[], env: Environment, logFile: string): Program {
  const log = openSync(logFile, "a");
  const child = spawn(process.execPath, ["--import", tether, ...args], {
    cwd: projectRoot,
    env: env as NodeJS.ProcessEnv,
    detached: process.platform !== "win32",
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  const ended = new Promise<number | string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(code ?? signal ?? "unknown"));
  });
  const isAlive = () => child.exitCode === null && child.signalCode === null;
  return {
    pid: child.pid ?? 0,
    isAlive,
    ended,
    async end(signal) {
      if (isAlive()) child.kill(signal);
      return ended;
    },
  };
}
