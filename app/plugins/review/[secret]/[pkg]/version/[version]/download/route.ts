import { z } from "zod";
import { route } from "@/app/_server/route";
import { downloadContext } from "@/app/plugins/[pkg]/version/[version]/download/download-context";
import { sendFile } from "@/app/plugins/[pkg]/version/[version]/download/send-file";
import { recordFileDownload } from "@/db/commands/record-file-download";
import { getReviewFeedFile } from "@/db/queries/review-feed";
import { toQuestion, toResponse } from "@/lib/http-answer";
import { versionAddress } from "@/lib/validation/plugin-address";
import { feedReader, nothingHere, PRIVATE_HEADERS } from "../../../../feed-reader";

const address = versionAddress.extend({ secret: z.string() });

/** The file of a waiting version for the person whose feed names it. What does not wait any more is not there. */
export const GET = route(address, "public", async ({ input: { secret, pkg, version }, request, requestId }) => {
  const { db, files } = downloadContext();
  const reader = await feedReader(secret);
  const file = reader && (await getReviewFeedFile(db, reader.userId, pkg, version));
  if (!file) return nothingHere();
  // Before anything goes out, and each part on its own: what cannot be recorded is not handed out.
  if (request.method === "GET") await recordFileDownload(db, { ...file, userId: reader.userId, by: "review-feed", requestId });
  const { answer } = await sendFile(toQuestion(request), file, files);
  return toResponse({ ...answer, headers: { ...answer.headers, ...PRIVATE_HEADERS } });
});
export const HEAD = GET;
