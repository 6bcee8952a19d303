import { z } from "zod";
import { route } from "@/app/_server/route";
import { processFeed } from "@/db/queries/process-feed";
import { toQuestion, toResponse } from "@/lib/http-answer";
import { answerFeed } from "./answer-feed";
import { feedQuestion } from "./feed-query";

// In production `app/_front` answers this address with the same functions, and compressed: Next takes the headers of a
// body that was compressed before it away.
export const GET = route(z.object({}), "public", async ({ request }) =>
  toResponse(await answerFeed(processFeed(), toQuestion(request), feedQuestion(new URL(request.url).searchParams), { isPlain: true })),
);
export const HEAD = GET;
