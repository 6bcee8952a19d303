import { Worker } from "node:worker_threads";

export interface ThreadLimits {
  timeoutMs: number;
  /** Heap of the thread; file contents lie outside it, bounded by ARCHIVE_LIMITS. */
  heapMb: number;
}

/** Small, so that one collection promotes less than the leeway V8 leaves for ending the thread in order. */
const YOUNG_HEAP_MB = 8;

/** The file or the thread's own program cannot be read, or the file is not the one that was stored. */
const OUR_FAULTS = new Set(["ENOENT", "EACCES", "EIO", "ARTIFACT_CHANGED", "MODULE_NOT_FOUND", "ERR_MODULE_NOT_FOUND"]);

export interface ThreadJob {
  /** Path of the bundled thread file. */
  entry: string;
  workerData: unknown;
  limits: ThreadLimits;
  /** Told when the thread ended by an error, which may be a fault of ours: log it. */
  onCrash?: (cause: Error) => void;
}

/**
 * The one answer of a thread that reads a package, which is ended in any case. Resolves to `too-heavy` when it passes a
 * limit or falls over what it reads; rejects when a stored file cannot be read (code ENOENT, EACCES) or has another hash
 * (ARTIFACT_CHANGED).
 */
export function runInThread<T>({ entry, workerData, limits, onCrash }: ThreadJob): Promise<T | "too-heavy"> {
  const resourceLimits = { maxOldGenerationSizeMb: limits.heapMb, maxYoungGenerationSizeMb: YOUNG_HEAP_MB };
  return new Promise((resolve, reject) => {
    // No environment and no arguments: the thread needs the file and nothing else.
    const worker = new Worker(entry, { workerData, resourceLimits, env: {}, argv: [], execArgv: [], stdout: false, stderr: false });
    const timer = setTimeout(() => end(() => resolve("too-heavy")), limits.timeoutMs);
    let isEnded = false;
    const end = (settle: () => void) => {
      if (isEnded) return;
      isEnded = true;
      clearTimeout(timer);
      void worker.terminate().then(settle, settle);
    };
    worker.once("message", (result: T) => end(() => resolve(result)));
    worker.once("exit", () => end(() => resolve("too-heavy")));
    worker.once("error", (cause: NodeJS.ErrnoException) => {
      const isOurFault = OUR_FAULTS.has(cause.code ?? "");
      if (!isOurFault) onCrash?.(cause);
      end(() => (isOurFault ? reject(cause) : resolve("too-heavy")));
    });
  });
}
