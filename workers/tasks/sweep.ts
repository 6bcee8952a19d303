import { queueFeedFiles } from "@/db/commands/queue-feed-files";
import { sweepLostWork } from "@/db/commands/sweep-lost-work";
import { getPublicStamp } from "@/db/queries/feed";
import { log } from "@/lib/logger";
import { defineTask } from "../define-task";
import { writtenStamp } from "../feed-files/write-feed-files";

/** Every minute and at each start: nothing waits for a job that will never run. */
export const sweep = defineTask("sweep", async (_payload, deps) => {
  const swept = await sweepLostWork(deps.db);
  // The feed shows the downloads of whole days: a new day changes it, and no transaction says so. Also repairs a lost folder.
  if ((await writtenStamp(deps.env.feedDir)) !== (await getPublicStamp(deps.db))) await queueFeedFiles(deps.db);
  if (Object.values(swept).some((found) => found > 0)) log.warn("sweep.found", swept);
});
