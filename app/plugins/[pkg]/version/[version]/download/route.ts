import { route } from "@/app/_server/route";
import { toQuestion, toResponse } from "@/lib/http-answer";
import { answerDownload } from "./answer-download";
import { downloadAddress } from "./download-address";
import { downloadContext } from "./download-context";

// In production `app/_front` answers this address with the same function, and with the length: Next takes that away.
export const GET = route(downloadAddress, "public", async ({ input, request }) =>
  toResponse(await answerDownload(downloadContext(), toQuestion(request), input)),
);
export const HEAD = GET;
