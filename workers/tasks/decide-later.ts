import { endDecision, performDecision } from "@/db/commands/perform-decision";
import { defineTask } from "../define-task";

/** A decision from the queue takes effect. After the last attempt its approver is told that it did not. */
export const decideLater = defineTask("decide_later", async ({ pendingId }, { db }, job) => {
  try {
    await performDecision(db, pendingId);
  } catch (error) {
    if (job.isLastAttempt) await endDecision(db, pendingId, "It took no effect because of a fault on our side. Please try again.");
    throw error;
  }
});
