import { addUpDownloads } from "@/db/commands/add-up-downloads";
import { endAcceptances } from "@/db/commands/end-acceptances";
import { forgetMailTraces } from "@/db/commands/forget-mail-traces";
import { purgePlugins } from "@/db/commands/purge-plugins";
import { isArtifactUsed, removeExpiredRows } from "@/db/commands/remove-expired-rows";
import { thinScans } from "@/db/commands/thin-scans";
import { log } from "@/lib/logger";
import { defineTask } from "../define-task";

/** Longer than a staged upload lives, so that a file is never swept from under its form. */
const ORPHAN_AGE_MS = 2 * 60 * 60 * 1000;

/**
 * Every hour: plugins past their time to be restored, unused names, expired sign-ins and staged files, and stored files that
 * nothing names; downloads of past days become numbers; acceptances that ended let nothing through any more; old
 * mails lose what may hold an address, and old derived scans their details.
 */
export const tidy = defineTask("tidy", async (_payload, deps) => {
  const purged = await purgePlugins(deps.db);
  if (purged > 0) log.info("tidy.purged", { plugins: purged });
  await endAcceptances(deps.db);
  await removeExpiredRows(deps.db);
  await addUpDownloads(deps.db);
  await forgetMailTraces(deps.db, deps.env.MAIL_LOG_DAYS);
  const thinned = await thinScans(deps.db);
  if (thinned > 0) log.info("tidy.thinned", { scans: thinned });
  const files = await deps.storage.sweep({ olderThanMs: ORPHAN_AGE_MS, isUsed: (sha256) => isArtifactUsed(deps.db, sha256) });
  if (files > 0) log.info("tidy.removed", { files });
});
