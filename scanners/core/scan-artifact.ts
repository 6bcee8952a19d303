import { Worker } from "node:worker_threads";
import type { ScanThreadInput, ScanThreadMessage } from "./scan-thread";
import type { CheckErrorCode, CheckId, CheckOutcome, Ruleset } from "./types";

export interface ScanArtifactInput {
  /** Path of the bundled thread file (scan-thread.ts). */
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
/** Room for trees of the depth that is analysed, the same on every machine. */
const STACK_MB = 4;

/**
 * Scans a stored artifact in a thread with limits. Each outcome is delivered as soon as it ends. When a check overruns
 * its time or memory, or ends the thread, it is errored and the remaining ones run in a fresh thread; every check gets
 * exactly one outcome.
 *
 * @throws what `onOutcome` throws, and the signal's reason when it is aborted; the thread is ended in any case.
 */
export async function scanArtifact(input: ScanArtifactInput): Promise<void> {
  let remaining = [...input.checkIds];
  while (remaining.length > 0) {
    input.signal?.throwIfAborted();
    const run = new ThreadRun(input, remaining);
    const failure = await run.ended();
    remaining = remaining.filter((checkId) => !run.finished.has(checkId));
    if (!failure) continue;
    // Before the first check starts the package is opened, which all of them need; between two checks nobody is at fault.
    const failed = run.running ? [run.running] : run.finished.size > 0 ? [] : remaining;
    for (const checkId of failed) await input.onOutcome({ checkId, state: "errored", ...failure });
    remaining = remaining.filter((checkId) => !failed.includes(checkId));
  }
}

interface Failure {
  code: CheckErrorCode;
  detail: string;
  durationMs: number;
}

class ThreadRun {
  readonly finished = new Set<CheckId>();
  running: CheckId | null = null;
  private readonly worker: Worker;
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
    const workerData: ScanThreadInput = { artifactPath, expectedSha256, checkIds, ruleset, fingerprintKey };
    const resourceLimits = { maxOldGenerationSizeMb: input.limits?.maxHeapMb ?? DEFAULT_HEAP_MB, stackSizeMb: STACK_MB };
    this.timeoutMs = input.limits?.timeoutMsPerCheck ?? DEFAULT_TIMEOUT_MS;
    // No environment and no arguments: the thread needs the file and nothing else.
    this.worker = new Worker(input.entry, { workerData, resourceLimits, env: {}, argv: [], execArgv: [] });
  }

  /** Resolves when the thread has ended and all outcomes are delivered: null for a good end. */
  async ended(): Promise<Failure | null> {
    try {
      const failure = await this.watch();
      await this.deliveries;
      return failure;
    } finally {
      clearTimeout(this.timer);
      this.over.abort();
      await this.worker.terminate();
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
      this.worker.on("message", (message: ScanThreadMessage) => {
        if (message.type === "done") resolve(null);
        else if (message.type === "unopened") fail(message.code, message.detail);
        else {
          arm();
          this.receive(message, reject);
        }
      });
      this.worker.once("error", (error: NodeJS.ErrnoException) => {
        if (error.code === "ERR_WORKER_OUT_OF_MEMORY") fail("out-of-memory", "the thread's memory limit was reached");
        else fail("crashed", `${error.name}: ${error.message}`.slice(0, 500));
      });
      this.worker.once("exit", (code) => fail("crashed", `the thread ended with code ${code}`));
    });
  }

  private receive(message: Extract<ScanThreadMessage, { type: "start" | "outcome" }>, reject: (reason: unknown) => void): void {
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
