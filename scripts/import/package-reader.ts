import { Worker } from "node:worker_threads";
import { error } from "@/scanners/archive/archive-error";
import type { PackageDescription } from "@/scanners/archive/describe-package";
import type { DescribeAnswer, DescribeQuestion } from "@/scanners/archive/describe-thread";

export interface PackageReader {
  /** Never rejects for what a package holds; rejects when the stored file cannot be read or is another one by now. */
  describe(stored: DescribeQuestion): Promise<PackageDescription>;
  close(): Promise<void>;
}

/** A full 250 MB package takes about three seconds on a slow machine. */
const TIMEOUT_MS = 20_000;
/** File contents lie outside the heap, bounded by the archive's limits. */
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 8 };

const tooHeavy = (): PackageDescription => ({
  isReadable: false,
  problems: [error("too-heavy-to-check", "The package could not be read within the limits of time and memory.", "Make it smaller.")],
});

/** A thread that reads one package at a time; after a crash or a timeout the next package gets a new one. */
export function openPackageReader(entry: string): PackageReader {
  let thread: Worker | null = null;
  let last: Promise<unknown> = Promise.resolve();
  const readNext = async (stored: DescribeQuestion): Promise<PackageDescription> => {
    thread ??= startThread(entry);
    const answer = await ask(thread, stored);
    if (answer) return answer;
    await thread.terminate();
    thread = null;
    return tooHeavy();
  };
  return {
    describe(stored) {
      const result = last.then(() => readNext(stored));
      last = result.catch(() => undefined);
      return result;
    },
    async close() {
      await last;
      await thread?.terminate();
    },
  };
}

// No environment and no arguments: the thread needs the file and nothing else.
function startThread(entry: string): Worker {
  const thread = new Worker(entry, { resourceLimits: RESOURCE_LIMITS, env: {}, argv: [], execArgv: [] });
  // An error between two packages must not end the process; the next question finds the thread gone.
  return thread.on("error", () => undefined);
}

/** @returns null when the thread ended or took too long; rejects when it cannot be started at all */
function ask(thread: Worker, stored: DescribeQuestion): Promise<PackageDescription | null> {
  return new Promise((resolve, reject) => {
    const listeners = {
      message: (answer: DescribeAnswer) =>
        settle(() =>
          "fault" in answer ? reject(new Error(`A stored file cannot be read: ${answer.fault}`)) : resolve(answer.description),
        ),
      exit: () => settle(() => resolve(null)),
      error: (cause: NodeJS.ErrnoException) =>
        settle(() => (cause.code === "MODULE_NOT_FOUND" || cause.code === "ERR_MODULE_NOT_FOUND" ? reject(cause) : resolve(null))),
    };
    const timer = setTimeout(() => settle(() => resolve(null)), TIMEOUT_MS);
    const settle = (end: () => void) => {
      clearTimeout(timer);
      for (const [name, listener] of Object.entries(listeners)) thread.off(name, listener);
      end();
    };
    for (const [name, listener] of Object.entries(listeners)) thread.on(name, listener);
    thread.postMessage(stored);
  });
}
