import { getDb } from "@/db/context";
import { type FeedReader, getFeedReader } from "@/db/queries/review-feed";
import { feedSecretHash, looksLikeFeedSecret } from "@/lib/feed-secret";

/** Who reads here, asked at each request: an address ends with its person's role. */
export async function feedReader(secret: string): Promise<FeedReader | null> {
  return looksLikeFeedSecret(secret) ? getFeedReader(getDb(), feedSecretHash(secret)) : null;
}

/** To be kept by nobody on the way, nor told to the sites that a page of it links to. */
export const PRIVATE_HEADERS = {
  "cache-control": "private, no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
} as const;

/** An ended address looks like one that never was. */
export const nothingHere = (): Response =>
  new Response("There is nothing at this address.\n", {
    status: 404,
    headers: { ...PRIVATE_HEADERS, "content-type": "text/plain; charset=utf-8" },
  });
