import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Subject } from "./judge";
import type { FuzzAnswer } from "./worker";

const FLAGS = ["--import", "tsx", "--max-old-space-size=1024", "--stack-size=4000"];

/** Judges files one after another in a process of their own, and in a fresh one after it ended or overran its time. */
export class FuzzProcess {
  private child: ChildProcess | undefined;
  private stderr = "";

  constructor(private readonly timeoutMs: number) {}

  judge(id: number, subject: Subject, checkTwice = false): Promise<FuzzAnswer> {
    const child = this.running();
    const started = performance.now();
    return new Promise((resolve) => {
      const end = (answer: FuzzAnswer) => {
        clearTimeout(timer);
        child.removeListener("message", end);
        child.removeListener("close", closed);
        resolve(answer);
      };
      const fail = (why: string) => {
        this.close();
        end({ id, state: "failed", why, milliseconds: performance.now() - started, maxRssMb: 0 });
      };
      const closed = (code: number | null, signal: string | null) =>
        fail(`the process ended (${signal ?? code}) ${this.stderr.slice(0, 300)}`);
      const timer = setTimeout(() => fail(`not finished after ${this.timeoutMs} ms`), this.timeoutMs);
      child.on("message", end).once("close", closed);
      child.send({ id, subject, checkTwice });
    });
  }

  close(): void {
    this.child?.kill("SIGKILL");
    this.child = undefined;
  }

  private running(): ChildProcess {
    if (this.child) return this.child;
    this.stderr = "";
    const entry = fileURLToPath(new URL("worker.ts", import.meta.url));
    this.child = fork(entry, [], { execArgv: FLAGS, serialization: "advanced", stdio: ["ignore", "ignore", "pipe", "ipc"] });
    this.child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.stderr = (this.stderr + text).slice(-2_000);
    });
    return this.child;
  }
}
