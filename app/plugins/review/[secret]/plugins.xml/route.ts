import { z } from "zod";
import { route } from "@/app/_server/route";
import { feedQuestion } from "@/app/plugins/plugins.xml/feed-query";
import { touchReviewFeed } from "@/db/commands/review-feed";
import { getDb } from "@/db/context";
import { listReviewFeed } from "@/db/queries/review-feed";
import { env } from "@/lib/env";
import { FEED_END, FEED_HEAD, renderEntry } from "@/lib/feed-xml";
import { feedReader, nothingHere, PRIVATE_HEADERS } from "../feed-reader";

/** What waits for an approver, as a repository that QGIS Desktop can add. The secret in the address is the permission. */
export const GET = route(z.object({ secret: z.string() }), "public", async ({ input: { secret }, request }) => {
  const reader = await feedReader(secret);
  if (!reader) return nothingHere();
  await touchReviewFeed(getDb(), reader.feedId);
  const question = feedQuestion(new URL(request.url).searchParams);
  const entries = await listReviewFeed(getDb(), { userId: reader.userId, secret, question, publicUrl: env().publicUrl });
  const xml = `${FEED_HEAD}${entries.map(renderEntry).join("")}${FEED_END}`;
  return new Response(request.method === "HEAD" ? null : xml, {
    headers: { ...PRIVATE_HEADERS, "content-type": "application/xml; charset=utf-8" },
  });
});
export const HEAD = GET;
