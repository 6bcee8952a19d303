import { type ChildProcess, fork } from "node:child_process";
import type { ScanProcessInput, ScanProcessMessage } from "./scan-process";
import type { CheckErrorCode, CheckId, CheckOutcome, Ruleset } from "./types";

export interface ScanArtifactInput {
  /** Path of the bundled program (scan-process.ts). */
  entry: string;
  artifactPath: string;
  /** sha256 (hex) of the artifact as it was stored; another one is an error, never a scan of something else. */
  expectedSha256: string;
  checkIds: readonly CheckId[];
  ruleset: Ruleset;
  fingerprintKey: string;
  limits?: { timeoutMsPerCheck?: number; maxHeapMb?: number };
  signal?: AbortSignal;
  onStart?(checkId: CheckId): void;
  /** Called once for each check, one call after another. If it rejects, the scan stops and rejects with the same. */
  onOutcome(outcome: CheckOutcome): Promise<void>;
}

/** Generous: whole plugins take seconds. What needs longer is hostile or a fault of ours. */
const DEFAULT_TIMEOUT_MS = 120_000;
/** The tree of 10 MB of Python fits; file contents lie outside the heap, bounded by the archive's limits. */
const DEFAULT_HEAP_MB = 512;
/** Room for trees of the depth that is analysed, the same on every machine; well inside the 8 MB that the system gives. */
const STACK_KB = 4000;
/** Beyond the time limits of its checks, so that only a process that nobody watches any more meets it. */
const SPARE_CPU_SECONDS = 30;
/** How V8's last words begin when the heap is full. */
const OUT_OF_MEMORY = /heap out of memory|Allocation failed/;
/** Of what the process prints, this much is looked at. */
const MAX_STDERR_CHARS = 4000;

/**
 * Scans a stored artifact in a process of its own, with limits: a thread that fills its heap can take the whole worker
 * with it. The process may read its program and the artifact; it may write nothing and start nothing. Each outcome is delivered as soon as it ends. When a check overruns
 * its time or memory, or ends the process, it is errored and the remaining ones run in a fresh one; every check gets
 * exactly one outcome.
 *
 * @throws what `onOutcome` throws, and the signal's reason when it is aborted; the process is ended in any case.
 */
export async function scanArtifact(input: ScanArtifactInput): Promise<void> {
  let remaining = [...input.checkIds];
  while (remaining.length > 0) {
    input.signal?.throwIfAborted();
    const run = new ProcessRun(input, remaining);
    const failure = await run.ended();
    remaining = remaining.filter((checkId) => !run.finished.has(checkId));
    if (!failure) continue;
    // Before the first check starts the package is opened, which all of them need; between two checks nobody is at fault.
    const failed = run.running ? [run.running] : run.finished.size > 0 ? [] : remaining;
    for (const checkId of failed) await input.onOutcome({ checkId, state: "errored", ...failure });
    remaining = remaining.filter((checkId) => !failed.includes(checkId));
  }
}

/** Nothing of the environment and no arguments: the process needs the file and nothing else. */
function start(entry: string, artifactPath: string, limits: { heapMb: number; cpuSeconds: number }): ChildProcess {
  const flags = [
    `--max-old-space-size=${limits.heapMb}`,
    `--stack-size=${STACK_KB}`,
    "--permission",
    `--allow-fs-read=${entry}`,
    `--allow-fs-read=${artifactPath}`,
  ];
  // Should its starter be killed while a check never ends, the system ends the process: nobody else would.
  const bounded = { execPath: "/bin/sh", execArgv: ["-c", `ulimit -t ${limits.cpuSeconds} && exec "$0" "$@"`, process.execPath, ...flags] };
  return fork(entry, [], {
    ...(process.platform === "win32" ? { execArgv: flags } : bounded),
    env: { NODE_ENV: "production" },
    serialization: "advanced",
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
}

interface Failure {
  code: CheckErrorCode;
  detail: string;
  durationMs: number;
}

class ProcessRun {
  readonly finished = new Set<CheckId>();
  running: CheckId | null = null;
  private readonly child: ChildProcess;
  private stderr = "";
  private readonly timeoutMs: number;
  private timer: NodeJS.Timeout | undefined;
  private started = performance.now();
  private deliveries: Promise<void> = Promise.resolve();
  private readonly over = new AbortController();

  constructor(
    private readonly input: ScanArtifactInput,
    checkIds: readonly CheckId[],
  ) {
    const { artifactPath, expectedSha256, ruleset, fingerprintKey } = input;
    this.timeoutMs = input.limits?.timeoutMsPerCheck ?? DEFAULT_TIMEOUT_MS;
    const cpuSeconds = Math.ceil((this.timeoutMs * checkIds.length) / 1000) + SPARE_CPU_SECONDS;
    this.child = start(input.entry, artifactPath, { heapMb: input.limits?.maxHeapMb ?? DEFAULT_HEAP_MB, cpuSeconds });
    const task: ScanProcessInput = { artifactPath, expectedSha256, checkIds, ruleset, fingerprintKey };
    this.child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.stderr = (this.stderr + text).slice(-MAX_STDERR_CHARS);
    });
    // A failed send ends in `exit` or `error` too, which say more.
    this.child.send(task, () => {});
  }

  /** Resolves when the process has ended and all outcomes are delivered: null for a good end. */
  async ended(): Promise<Failure | null> {
    try {
      const failure = await this.watch();
      await this.deliveries;
      return failure;
    } finally {
      clearTimeout(this.timer);
      this.over.abort();
      this.child.kill("SIGKILL");
    }
  }

  private watch(): Promise<Failure | null> {
    return new Promise((resolve, reject) => {
      const fail = (code: CheckErrorCode, detail: string) =>
        resolve({ code, detail, durationMs: Math.round(performance.now() - this.started) });
      const arm = () => {
        clearTimeout(this.timer);
        this.started = performance.now();
        this.timer = setTimeout(() => fail("timeout", `not finished after ${this.timeoutMs} ms`), this.timeoutMs);
      };
      arm();
      this.input.signal?.addEventListener("abort", () => reject(this.input.signal?.reason), { once: true, signal: this.over.signal });
      this.child.on("message", (message: ScanProcessMessage) => {
        if (message.type === "done") resolve(null);
        else if (message.type === "unopened") fail(message.code, message.detail);
        else {
          arm();
          this.receive(message, reject);
        }
      });
      this.child.once("error", (error) => fail("crashed", `${error.name}: ${error.message}`.slice(0, 500)));
      // `close` comes after the last message and the last words on stderr.
      this.child.once("close", (code, signal) => {
        if (OUT_OF_MEMORY.test(this.stderr)) fail("out-of-memory", "the process's memory limit was reached");
        else fail("crashed", `the process ended with ${signal ?? `code ${code}`}: ${this.stderr.slice(0, 400)}`);
      });
    });
  }

  private receive(message: Extract<ScanProcessMessage, { type: "start" | "outcome" }>, reject: (reason: unknown) => void): void {
    if (message.type === "start") {
      this.running = message.checkId;
      this.input.onStart?.(message.checkId);
      return;
    }
    this.finished.add(message.outcome.checkId);
    this.running = null;
    this.deliveries = this.deliveries.then(() => this.input.onOutcome(message.outcome));
    this.deliveries.catch(reject);
  }
}
