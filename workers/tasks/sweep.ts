import { sweepLostWork } from "@/db/commands/sweep-lost-work";
import { log } from "@/lib/logger";
import { defineTask } from "../define-task";

/** Every minute and at each start: nothing waits for a job that will never run. */
export const sweep = defineTask("sweep", async (_payload, deps) => {
  const swept = await sweepLostWork(deps.db);
  if (swept.runs + swept.scans + swept.emails > 0) log.warn("sweep.found", swept);
});
