import { markRunErrored } from "@/db/commands/check-runs";
import { defineTask } from "../define-task";
import { runChecks } from "../run-checks";

/** One check of a scan, after its pass died. The last try records that it cannot end. */
export const runCheck = defineTask("run_check", async ({ scanId, checkId, requestId }, deps, job) => {
  try {
    await runChecks(deps, scanId, [checkId], requestId);
  } catch (error) {
    if (!job.isLastAttempt || deps.shutdown.aborted) throw error;
    await markRunErrored(deps.db, { scanId, checkId, code: "crashed", detail: String(error), requestId });
    throw error;
  }
});
