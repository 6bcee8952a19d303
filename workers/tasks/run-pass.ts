import { splitPass } from "@/db/commands/check-runs";
import { listUnfinishedChecks } from "@/db/queries/scan-job";
import { defineTask } from "../define-task";
import { runChecks } from "../run-checks";

/** All checks of a pass together. When the first try died, its unfinished checks go on one per job: a check that kills its worker fails alone. */
export const runPass = defineTask("run_pass", async ({ scanId, pass, requestId }, deps, job) => {
  if (job.attempt > 1) return splitPass(deps.db, { scanId, pass, requestId });
  await runChecks(deps, scanId, await listUnfinishedChecks(deps.db, scanId, pass), requestId);
});
