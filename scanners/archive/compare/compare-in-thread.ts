import type { StoredFile } from "../read-stored";
import { runInThread } from "../run-in-thread";
import type { CompareThreadInput } from "./compare-thread";
import type { CompareAnswer, Comparison, FileDiff } from "./types";

/** Two packages of 250 MB take some five seconds on a slow machine; the heap holds lines, never a package. */
const LIMITS = { timeoutMs: 20_000, heapMb: 256 };

export interface ComparedPackages {
  /** Path of the bundled thread file. */
  entry: string;
  before: StoredFile | null;
  after: StoredFile;
  /** Told when the thread ended by an error, which may be a fault of ours: log it. */
  onCrash?: (cause: Error) => void;
}

/**
 * What differs between two stored packages, in a thread with limits. Never rejects for what a package holds; rejects when
 * a stored file cannot be read or has another hash.
 */
export const compareInThread = (packages: ComparedPackages): Promise<CompareAnswer<Comparison>> => run<Comparison>(packages, {});

/** The lines of the named files. */
export const compareFilesInThread = (packages: ComparedPackages, paths: readonly string[]): Promise<CompareAnswer<FileDiff[]>> =>
  run<FileDiff[]>(packages, { paths });

async function run<T>(
  { entry, before, after, onCrash }: ComparedPackages,
  question: { paths?: readonly string[] },
): Promise<CompareAnswer<T>> {
  const workerData: CompareThreadInput = { before, after, ...question };
  const answer = await runInThread<CompareAnswer<T>>({ entry, workerData, limits: LIMITS, ...(onCrash ? { onCrash } : {}) });
  return answer === "too-heavy" ? { ok: false, problem: "It took more time or memory than we give it." } : answer;
}
