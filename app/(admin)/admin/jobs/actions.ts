"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { action } from "@/app/_server/action";
import { giveUpJob, retryJob } from "@/db/commands/manage-jobs";
import { getDb } from "@/db/context";
import { ok } from "@/lib/result";

const job = z.object({ jobId: z.string().regex(/^\d{1,18}$/) });

export const retry = action(job, "admin", async ({ input, person, requestId }) => {
  const done = await retryJob(getDb(), { ...input, person, requestId });
  if (!done.ok) return done;
  refresh();
  return ok({ message: "It is tried again now." });
});

export const giveUp = action(job, "admin", async ({ input, person, requestId }) => {
  const done = await giveUpJob(getDb(), { ...input, person, requestId });
  if (!done.ok) return done;
  refresh();
  return ok({ message: "Given up." });
});
