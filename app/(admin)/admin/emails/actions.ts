"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { action } from "@/app/_server/action";
import { retryEmail } from "@/db/commands/retry-email";
import { getDb } from "@/db/context";
import { ok } from "@/lib/result";

export const retry = action(z.object({ emailId: z.uuid() }), "admin", async ({ input, person, requestId }) => {
  const done = await retryEmail(getDb(), { person, emailId: input.emailId, requestId });
  if (!done.ok) return done;
  refresh();
  return ok({ message: "It is sent again." });
});
