import { z } from "zod";
import { route } from "@/app/_server/route";
import { getDb } from "@/db/context";
import { getRulesInForce } from "@/db/queries/command-line";
import { hasMatchingEtag } from "@/lib/etag";

/** The ruleset that uploads are scanned with now, for `greenbadge --server`. */
export const GET = route(z.object({}), "public", async ({ request }) => {
  const rules = await getRulesInForce(getDb());
  const etag = `"${rules.engineVersion}-${rules.ruleset.digest.slice(0, 32)}"`;
  const headers = { etag, "cache-control": "public, max-age=60" };
  if (hasMatchingEtag(request.headers.get("if-none-match"), [etag])) return new Response(null, { status: 304, headers });
  return Response.json(rules, { headers });
});
