import type { ChildProcess } from "node:child_process";
import type { Readable } from "node:stream";
import { parseScanMessage } from "./scan-message";
import type { ScanStep } from "./scan-package";
import type { ScanProcessInput, ScanProcessMessage } from "./scan-process";
import { DEFAULT_SCAN_LIMITS, PROGRESS_FD, type ScanProcessLimits } from "./scan-process-start";
import type { SourceFile } from "./source-files";
import type { CheckErrorCode, CheckId, CheckOutcome } from "./types";

/** How V8's last words begin when the heap is full. */
const OUT_OF_MEMORY = /heap out of memory|Allocation failed/;
/** Of what the process prints, this much is looked at. */
const MAX_STDERR_CHARS = 4000;

export interface Failure {
  code: CheckErrorCode;
  /** For logs: names the file that was looked at. */
  detail: string;
  durationMs: number;
}

export interface ProcessRunHandlers {
  signal?: AbortSignal | undefined;
  onStart(checkId: CheckId): void;
  onStep?: ((step: ScanStep) => void) | undefined;
  onSources?: ((sources: readonly SourceFile[]) => Promise<void>) | undefined;
  onOutcome(outcome: CheckOutcome): Promise<void>;
}

/** One scan process from its input to its end, watched: time for each check and each file, its last words, its messages. */
export class ProcessRun {
  readonly finished = new Set<CheckId>();
  running: CheckId | null = null;
  private path: string | null = null;
  private stderr = "";
  private readonly limits: Required<ScanProcessLimits>;
  private checkTimer: NodeJS.Timeout | undefined;
  private fileTimer: NodeJS.Timeout | undefined;
  private wholeTimer: NodeJS.Timeout | undefined;
  private started = performance.now();
  private deliveries: Promise<void> = Promise.resolve();
  private readonly over = new AbortController();
  private readonly asked: ReadonlySet<CheckId>;

  constructor(
    private readonly child: ChildProcess,
    input: ScanProcessInput,
    limits: ScanProcessLimits,
    private readonly handlers: ProcessRunHandlers,
  ) {
    this.limits = { ...DEFAULT_SCAN_LIMITS, ...limits };
    this.asked = new Set(input.checkIds);
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.stderr = (this.stderr + text).slice(-MAX_STDERR_CHARS);
    });
    // A failed send ends in `exit` or `error` too, which say more.
    child.send(input, () => {});
  }

  /** Resolves when the process has ended and all outcomes are delivered: null for a good end. */
  async ended(): Promise<Failure | null> {
    try {
      const failure = await this.watch();
      await this.deliveries;
      return failure;
    } finally {
      clearTimeout(this.checkTimer);
      clearTimeout(this.fileTimer);
      clearTimeout(this.wholeTimer);
      this.over.abort();
      this.child.kill("SIGKILL");
    }
  }

  private watch(): Promise<Failure | null> {
    return new Promise((resolve, reject) => {
      let isOver = false;
      const fail = (code: CheckErrorCode, detail: string) => {
        isOver = true;
        const where = this.path === null ? "" : ` (at ${this.path})`;
        resolve({ code, detail: `${detail}${where}`, durationMs: Math.round(performance.now() - this.started) });
      };
      const late = (limitMs: number) => () => fail("timeout", `not finished after ${limitMs} ms`);
      const arm = () => {
        clearTimeout(this.checkTimer);
        clearTimeout(this.fileTimer);
        this.started = performance.now();
        this.checkTimer = setTimeout(late(this.limits.timeoutMsPerCheck), this.limits.timeoutMsPerCheck);
      };
      arm();
      // Each message begins the time anew, and a process that a package has taken over may send them for ever.
      const wholeMs = this.limits.timeoutMsPerCheck * (this.asked.size + 1);
      this.wholeTimer = setTimeout(late(wholeMs), wholeMs);
      const { signal } = this.handlers;
      signal?.addEventListener("abort", () => reject(signal.reason), { once: true, signal: this.over.signal });
      this.followFiles(late(this.limits.timeoutMsPerFile));
      this.child.on("message", (said) => {
        if (isOver) return;
        const message = parseScanMessage(said);
        // Whatever a package has made of the process: only what fits can end a check.
        if (!message || !this.isExpected(message)) fail("crashed", "the process said what no scan says");
        else if (message.type === "done") {
          isOver = true;
          resolve(null);
        } else if (message.type === "unopened") fail(message.code, message.detail);
        else {
          arm();
          this.receive(message, reject);
        }
      });
      this.child.once("error", (error) => fail("crashed", `${error.name}: ${error.message}`.slice(0, 500)));
      // `close` comes after the last message and the last words on stderr.
      this.child.once("close", (code, signalName) => {
        if (OUT_OF_MEMORY.test(this.stderr)) fail("out-of-memory", "the process's memory limit was reached");
        else fail("crashed", `the process ended with ${signalName ?? `code ${code}`}: ${this.stderr.slice(0, 400)}`);
      });
    });
  }

  /** Lines `done TAB of TAB path`, one before each file; the path is empty when a check has looked at its last one. */
  private followFiles(late: () => void): void {
    let rest = "";
    const stream = this.child.stdio[PROGRESS_FD] as Readable | null | undefined;
    stream?.setEncoding("utf8").on("error", () => {});
    stream?.on("data", (text: string) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      const last = lines.at(-1);
      if (last === undefined) return;
      const [done, of, path] = last.split("\t", 3);
      this.path = path || null;
      clearTimeout(this.fileTimer);
      if (this.path !== null) this.fileTimer = setTimeout(late, this.limits.timeoutMsPerFile);
      this.handlers.onStep?.({ done: Number(done), of: Number(of), path: this.path });
    });
  }

  /** Of checks that were asked for, each outcome once, and the end after all of them. */
  private isExpected(message: ScanProcessMessage): boolean {
    if (message.type === "done") return this.finished.size === this.asked.size;
    const checkId = message.type === "start" ? message.checkId : message.type === "outcome" ? message.outcome.checkId : null;
    return checkId === null || (this.asked.has(checkId) && !this.finished.has(checkId));
  }

  private receive(
    message: Extract<ScanProcessMessage, { type: "start" | "outcome" | "sources" }>,
    reject: (reason: unknown) => void,
  ): void {
    if (message.type === "start") {
      this.running = message.checkId;
      this.handlers.onStart(message.checkId);
    } else if (message.type === "sources") this.deliver(() => this.handlers.onSources?.(message.sources), reject);
    else {
      this.finished.add(message.outcome.checkId);
      this.running = null;
      this.deliver(() => this.handlers.onOutcome(message.outcome), reject);
    }
  }

  /** One after another. */
  private deliver(hand: () => Promise<void> | undefined, reject: (reason: unknown) => void): void {
    this.deliveries = this.deliveries.then(hand);
    this.deliveries.catch(reject);
  }
}
