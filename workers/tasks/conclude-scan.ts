import { concludeScan as conclude } from "@/db/commands/conclude-scan";
import { log } from "@/lib/logger";
import { compareWithApproved } from "../compare-with-approved";
import { defineTask } from "../define-task";

export const concludeScan = defineTask("conclude_scan", async ({ scanId, requestId }, deps) => {
  let conclusion = await conclude(deps.db, scanId, requestId);
  if (conclusion === "not-compared") {
    await compareWithApproved(deps, scanId, requestId);
    conclusion = await conclude(deps.db, scanId, requestId);
  }
  log.info("scan.conclude", { scanId, requestId, conclusion });
});
