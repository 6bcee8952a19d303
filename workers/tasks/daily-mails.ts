import { queueReviewDigests } from "@/db/commands/queue-review-digests";
import { queueTokenReminders } from "@/db/commands/queue-token-reminders";
import { defineTask } from "../define-task";

/** Every morning: what waits for approvers who want one mail a day, and tokens that end soon. */
export const dailyMails = defineTask("daily_mails", async (_payload, { db }) => {
  await queueReviewDigests(db);
  await queueTokenReminders(db);
});
