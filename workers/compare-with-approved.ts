import { storeHarmlessCheck } from "@/db/commands/store-harmless-check";
import { getHarmlessDraw, getHarmlessJob } from "@/db/queries/harmless-job";
import { isInHarmlessSample } from "@/lib/harmless-sample";
import { log } from "@/lib/logger";
import { compareHarmlessInThread } from "@/scanners/archive/harmless/compare-in-thread";
import type { HarmlessComparison } from "@/scanners/archive/harmless/types";
import type { WorkerDeps } from "./define-task";

type Deps = Pick<WorkerDeps, "db" | "env" | "storage" | "harmlessEntry">;

/**
 * For the harmless lane: compares the file of a scan that is about to conclude with the newest one that a person approved. Whatever goes
 * wrong here keeps nothing from concluding; the version then waits for a person.
 */
export async function compareWithApproved(deps: Deps, scanId: string, requestId?: string): Promise<void> {
  const job = await getHarmlessJob(deps.db, scanId);
  if (!job) return;
  let comparison: HarmlessComparison;
  try {
    comparison = await compareHarmlessInThread({
      entry: deps.harmlessEntry,
      approved: { artifactPath: deps.storage.pathOf(job.approved.artifactSha256), sha256: job.approved.artifactSha256 },
      artifact: { artifactPath: deps.storage.pathOf(job.artifactSha256), sha256: job.artifactSha256 },
      onCrash: (cause) => log.error("harmless.crashed", cause, { scanId, requestId }),
    });
  } catch (cause) {
    log.error("harmless.failed", cause, { scanId, requestId });
    comparison = { isHarmless: false, words: "One of the two stored files could not be read." };
  }
  const isInSample = isInHarmlessSample(deps.env.AUTH_SECRET, await getHarmlessDraw(deps.db, job.pluginId));
  await storeHarmlessCheck(deps.db, job, comparison, isInSample);
  log.info("harmless.compared", { scanId, isHarmless: comparison.isHarmless, requestId });
}
