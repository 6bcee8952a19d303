import { runInThread } from "../run-in-thread";
import type { HarmlessThreadInput } from "./harmless-thread";
import type { HarmlessComparison } from "./types";

/** Two full packages of 250 MB take some six seconds on a slow machine. */
const LIMITS = { timeoutMs: 30_000, heapMb: 256 };

/**
 * `compareHarmless` of two stored artifacts in a thread with limits; what passes them is not harmless.
 *
 * @throws when a stored file cannot be read or is not the one that was stored
 */
export async function compareHarmlessInThread(
  input: HarmlessThreadInput & { entry: string; onCrash?: (cause: Error) => void },
): Promise<HarmlessComparison> {
  const { entry, onCrash, ...workerData } = input;
  const answer = await runInThread<HarmlessComparison>({ entry, workerData, limits: LIMITS, ...(onCrash ? { onCrash } : {}) });
  return answer === "too-heavy" ? { isHarmless: false, words: "Comparing it took more time or memory than we give it." } : answer;
}
