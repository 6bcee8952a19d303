import { log } from "@/lib/logger";
import { defineTask } from "../define-task";
import { writeFeedFiles } from "../feed-files/write-feed-files";

/** After each change of what is public (the trigger that counts it makes this job): the feed as files for a plain web server. */
export const writeFeed = defineTask("write_feed", async (_payload, { db, feed, env }) => {
  const startedAt = Date.now();
  const outcome = await writeFeedFiles({ db, feed, folder: env.feedDir, publicUrl: env.publicUrl });
  if (outcome !== "current") log.info("feed.files", { outcome, durationMs: Date.now() - startedAt });
});
