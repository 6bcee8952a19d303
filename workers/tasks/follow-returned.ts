import { followReturned } from "@/db/commands/follow-returned";
import { log } from "@/lib/logger";
import { defineTask } from "../define-task";

/** Every day: owners of returned versions are reminded, and what nobody corrected is closed. */
export const followReturnedTask = defineTask("follow_returned", async (_payload, { db }) => {
  const followed = await followReturned(db);
  if (followed.reminded + followed.closed > 0) log.info("returned.followed", { ...followed });
});
