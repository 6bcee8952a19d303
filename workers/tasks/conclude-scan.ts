import { concludeScan as conclude } from "@/db/commands/conclude-scan";
import { log } from "@/lib/logger";
import { defineTask } from "../define-task";

export const concludeScan = defineTask("conclude_scan", async ({ scanId, requestId }, deps) => {
  log.info("scan.conclude", { scanId, requestId, conclusion: await conclude(deps.db, scanId, requestId) });
});
