import { sealAudit } from "@/db/commands/seal-audit";
import { log } from "@/lib/logger";
import { defineTask } from "../define-task";

/** Every minute. The log lines leave the database: `npm run audit:verify -- --head` compares the chain with any of them. */
export const sealAuditTask = defineTask("seal_audit", async (_payload, deps) => {
  const { entries, head } = await sealAudit(deps.db);
  if (entries > 0 && head) log.info("audit.sealed", { entries, head: `${head.position}:${head.sha256}` });
});
