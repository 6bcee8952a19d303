import { applyRuleset as apply } from "@/db/commands/apply-ruleset";
import { log } from "@/lib/logger";
import { defineTask } from "../define-task";

/** One batch; the next one is queued with it. */
export const applyRuleset = defineTask("apply_ruleset", async (_payload, deps) => {
  log.info("ruleset.applied", { ...(await apply(deps.db, deps.shutdown)) });
});
