import { type ChildProcess, fork } from "node:child_process";
import { CHECK_IDS } from "./types";

export interface ScanProcessLimits {
  /** Default 120 s: whole plugins take seconds. What needs longer is hostile or a fault of ours. */
  timeoutMsPerCheck?: number;
  /** Default 30 s: the largest file that is analysed takes a few. */
  timeoutMsPerFile?: number;
  /**
   * Default 1,024: twice what the largest real packages need, and enough for what the limits of a file let through at worst. File
   * contents lie outside the heap, bounded by the archive's limits.
   */
  maxHeapMb?: number;
}

export const DEFAULT_SCAN_LIMITS: Required<ScanProcessLimits> = { timeoutMsPerCheck: 120_000, timeoutMsPerFile: 30_000, maxHeapMb: 1_024 };

/** Room for trees of the depth that is analysed, the same on every machine; well inside the 8 MB that the system gives. */
const STACK_KB = 4000;
/** Beyond the time limits of all checks, so that only a process that nobody watches any more meets it. */
const SPARE_CPU_SECONDS = 30;
/** Where the process says which file it has come to: the channel behind stdin, stdout, stderr and messages. */
export const PROGRESS_FD = 4;

/**
 * Starts the program that scans one share of one package (scan-process.ts), which then waits for its input. It may read its
 * own program and nothing else, write nothing and start nothing: a package's bytes are sent to it. Nothing of the
 * environment and no arguments.
 */
export function startScanProcess(entry: string, limits: ScanProcessLimits = {}): ChildProcess {
  const { timeoutMsPerCheck, maxHeapMb } = { ...DEFAULT_SCAN_LIMITS, ...limits };
  const flags = [`--max-old-space-size=${maxHeapMb}`, `--stack-size=${STACK_KB}`, "--permission", `--allow-fs-read=${entry}`];
  // Should its starter be killed while a check never ends, the system ends the process: nobody else would.
  const cpuSeconds = Math.ceil((timeoutMsPerCheck * CHECK_IDS.length) / 1000) + SPARE_CPU_SECONDS;
  const bounded = { execPath: "/bin/sh", execArgv: ["-c", `ulimit -t ${cpuSeconds} && exec "$0" "$@"`, process.execPath, ...flags] };
  return fork(entry, [], {
    ...(process.platform === "win32" ? { execArgv: flags } : bounded),
    env: { NODE_ENV: "production" },
    serialization: "advanced",
    stdio: ["ignore", "ignore", "pipe", "ipc", "pipe"],
  });
}

/**
 * Processes that are started before there is anything to scan, so that a scan does not wait for Node and for our program
 * to load. Each is used once, for one share of one package, and ended.
 */
export class SpareProcesses {
  private readonly idle: ChildProcess[] = [];
  private isClosed = false;

  constructor(
    private readonly entry: string,
    private readonly limits: ScanProcessLimits,
    private readonly count: number,
  ) {
    this.refill();
  }

  /** A waiting process, or a fresh one when none waits. */
  take(): ChildProcess {
    for (let child = this.idle.shift(); child; child = this.idle.shift()) {
      if (!child.connected || child.exitCode !== null) continue;
      child.removeAllListeners();
      hold(child, "ref");
      return child;
    }
    return startScanProcess(this.entry, this.limits);
  }

  /** Starts as many as are missing. Called when a scan is over, so that starting does not slow one down. */
  refill(): void {
    while (!this.isClosed && this.idle.length < this.count) {
      const child = startScanProcess(this.entry, this.limits);
      const forget = () => void (this.idle.includes(child) && this.idle.splice(this.idle.indexOf(child), 1));
      child.once("exit", forget).once("error", forget);
      hold(child, "unref");
      this.idle.push(child);
    }
  }

  close(): void {
    this.isClosed = true;
    for (const child of this.idle.splice(0)) child.kill("SIGKILL");
  }
}

/** A waiting process keeps nobody alive. */
function hold(child: ChildProcess, how: "ref" | "unref"): void {
  child[how]();
  child.channel?.[how]();
  for (const stream of [child.stderr, child.stdio[PROGRESS_FD]]) {
    if (stream && how in stream) (stream as unknown as Record<typeof how, () => void>)[how]();
  }
}
