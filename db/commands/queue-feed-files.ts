import { jobKeys } from "@/lib/jobs";
import type { Db } from "../context";
import { enqueue } from "../enqueue";

/** Has the feed's files written as things are, besides the job that every public change makes by itself. */
export async function queueFeedFiles(db: Db): Promise<void> {
  await db.transaction((tx) => enqueue(tx, "write_feed", {}, { jobKey: jobKeys.feedRepair() }));
}
