import { z } from "zod";
import { getDb } from "@/db/context";
import { getReviewFacts } from "@/db/queries/review-version";
import { env } from "@/lib/env";
import { appError } from "@/lib/errors";
import { signDraftDownload } from "@/lib/signed-link";
import { urls } from "@/lib/urls";
import { route } from "../../../../_server/route";
import { versionIdParam } from "../version-id";

/** Makes the short-lived link to a draft's file at the moment when it is wanted: one in the page would be dead by then. */
export const GET = route(z.object({ versionId: versionIdParam }), "reviewer", async ({ input, person }) => {
  const facts = await getReviewFacts(getDb(), person, input.versionId);
  if (!facts) return appError("not-found", "There is nothing at this address.");
  const { versionId, artifactSha256, packageName, version } = facts;
  const token = signDraftDownload(env().AUTH_SECRET, { versionId, artifactSha256, userId: person.userId });
  return new Response(null, {
    status: 303,
    headers: { location: urls.download(packageName, version, token), "cache-control": "no-store" },
  });
});
