import { error } from "./archive-error";
import { ARCHIVE_LIMITS } from "./limits";
import { runInThread } from "./run-in-thread";
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

function tooHeavy(): PackageValidation {
  const message = "The package could not be checked within the limits of time and memory.";
  const advice = `Make it smaller: at most ${ARCHIVE_LIMITS.entries.toLocaleString("en")} files, without sample data. If it is small already, tell us, with the file.`;
  return { ok: false, problems: [error("too-heavy-to-check", message, advice)] };
}

/**
 * `validatePackage` in a thread with limits, which is ended in any case. Never rejects for what a package does;
 * rejects when the artifact cannot be read (code ENOENT, EACCES) or has another hash (ARTIFACT_CHANGED).
 */
export async function validateInThread(input: ValidateInThreadInput): Promise<PackageValidation> {
  const { artifactPath, expectedSha256, options = {} } = input;
  const workerData: ValidateThreadInput = { artifactPath, options, ...(expectedSha256 ? { expectedSha256 } : {}) };
  const limits = { timeoutMs: input.timeoutMs ?? DEFAULT_TIMEOUT_MS, heapMb: input.maxHeapMb ?? DEFAULT_HEAP_MB };
  const job = { entry: input.entry, workerData, limits, ...(input.onCrash ? { onCrash: input.onCrash } : {}) };
  const answer = await runInThread<PackageValidation>(job);
  return answer === "too-heavy" ? tooHeavy() : answer;
}
