"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { createReviewFeed, revokeReviewFeed } from "@/db/commands/review-feed";
import { getDb } from "@/db/context";
import { env } from "@/lib/env";
import { ok } from "@/lib/result";
import { absoluteUrl, urls } from "@/lib/urls";
import { action } from "../../../_server/action";

export const makeFeed = action(z.object({}), "reviewer", async ({ person, requestId }) => {
  const made = await createReviewFeed(getDb(), { person, requestId });
  if (!made.ok) return made;
  refresh();
  return ok({ secret: absoluteUrl(env().publicUrl, urls.reviewFeed(made.value.secret)) });
});

export const endFeed = action(z.object({}), "reviewer", async ({ person, requestId }) => {
  await revokeReviewFeed(getDb(), { person, requestId });
  refresh();
  return ok({ message: "Ended. The address works no more." });
});
