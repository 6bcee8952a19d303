"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { markReviewPoints } from "@/db/commands/mark-review-points";
import { getDb } from "@/db/context";
import { ok } from "@/lib/result";
import { action } from "../_server/action";
import { listOf } from "./form-list";

const ticks = z.object({ versionId: z.coerce.number().int().positive(), ticked: listOf(z.uuid()) });

/** An editor says what is done of what an approver asked for. */
export const sayDone = action(ticks, "signed-in", async ({ input, person, requestId }) => {
  const done = await markReviewPoints(getDb(), "owner", { ...input, person, requestId });
  if (!done.ok) return done;
  refresh();
  return ok({ message: "Saved. The approver sees it with the corrected file." });
});

export const confirmPoints = action(ticks, "reviewer", async ({ input, person, requestId }) => {
  const done = await markReviewPoints(getDb(), "approver", { ...input, person, requestId });
  if (!done.ok) return done;
  refresh();
  return ok({ message: "Saved." });
});
