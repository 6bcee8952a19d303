import { Worker } from "node:worker_threads";
import { error } from "./archive-error";
import { ARCHIVE_LIMITS } from "./limits";
import type { PackageValidation } from "./types";
import type { ValidateOptions } from "./validate-package";
import type { ValidateThreadInput } from "./validate-thread";

export interface ValidateInThreadInput {
  /** Path of the bundled thread file. */
  entry: string;
  artifactPath: string;
  /** sha256 (hex) of the artifact as it was stored: other bytes are never judged as if they were these. */
  expectedSha256?: string;
  options?: ValidateOptions;
  /** Default 20 s: a full 250 MB package takes about three on a slow machine. */
  timeoutMs?: number;
  /** Heap of the thread; file contents lie outside it, bounded by ARCHIVE_LIMITS.inflatedBytes. */
  maxHeapMb?: number;
  /** Told when the thread ended by an error, which may be a fault of ours: log it. */
  onCrash?: (cause: Error) => void;
}

const DEFAULT_TIMEOUT_MS = 20_000;
/**
 * Far above what opening a package needs (some 30 MB at 10,000 entries). It must stay so: measured on Node 24, a
 * thread that really fills its heap can abort the whole process before V8 reports it.
 */
const DEFAULT_HEAP_MB = 256;
/** Small, so that one collection promotes less than the leeway V8 leaves for ending the thread in order. */
const YOUNG_HEAP_MB = 8;

/** The file or the thread's own program cannot be read, or the file is not the one that was stored. */
const OUR_FAULTS = new Set(["ENOENT", "EACCES", "EIO", "ARTIFACT_CHANGED", "MODULE_NOT_FOUND", "ERR_MODULE_NOT_FOUND"]);

function tooHeavy(): PackageValidation {
  const message = "The package could not be checked within the limits of time and memory.";
  const advice = `Make it smaller: at most ${ARCHIVE_LIMITS.entries.toLocaleString("en")} files, without sample data. If it is small already, tell us, with the file.`;
  return { ok: false, problems: [error("too-heavy-to-check", message, advice)] };
}

/**
 * `validatePackage` in a thread with limits, which is ended in any case. Never rejects for what a package does;
 * rejects when the artifact cannot be read (code ENOENT, EACCES) or has another hash (ARTIFACT_CHANGED).
 */
export function validateInThread(input: ValidateInThreadInput): Promise<PackageValidation> {
  const { artifactPath, expectedSha256, options = {} } = input;
  const workerData: ValidateThreadInput = { artifactPath, options, ...(expectedSha256 ? { expectedSha256 } : {}) };
  const resourceLimits = { maxOldGenerationSizeMb: input.maxHeapMb ?? DEFAULT_HEAP_MB, maxYoungGenerationSizeMb: YOUNG_HEAP_MB };
  return new Promise((resolve, reject) => {
    // No environment and no arguments: the thread needs the file and nothing else.
    const worker = new Worker(input.entry, { workerData, resourceLimits, env: {}, argv: [], execArgv: [], stdout: false, stderr: false });
    const timer = setTimeout(() => end(() => resolve(tooHeavy())), input.timeoutMs ?? DEFAULT_TIMEOUT_MS);
    let isEnded = false;
    const end = (settle: () => void) => {
      if (isEnded) return;
      isEnded = true;
      clearTimeout(timer);
      void worker.terminate().then(settle, settle);
    };
    worker.once("message", (result: PackageValidation) => end(() => resolve(result)));
    worker.once("exit", () => end(() => resolve(tooHeavy())));
    worker.once("error", (cause: NodeJS.ErrnoException) => {
      const isOurFault = OUR_FAULTS.has(cause.code ?? "");
      if (!isOurFault) input.onCrash?.(cause);
      end(() => (isOurFault ? reject(cause) : resolve(tooHeavy())));
    });
  });
}
