import { createHash } from "node:crypto";
import type { Executor } from "@/db/context";
import { getBadge } from "@/db/queries/badge";
import { renderBadge, renderUnknownBadge } from "@/lib/badge-svg";
import { hasMatchingEtag } from "@/lib/etag";

/** A picture in every case: README files on other sites show what comes, also with a 404. */
export async function answerBadge(db: Executor, request: Request, packageName: string): Promise<Response> {
  const badge = await getBadge(db, packageName);
  const svg = badge ? renderBadge(badge) : renderUnknownBadge();
  const etag = `"${createHash("sha256").update(svg).digest("hex").slice(0, 32)}"`;
  const headers = {
    "content-type": "image/svg+xml; charset=utf-8",
    "cache-control": "public, max-age=60",
    etag,
    // A badge may be shown on any site.
    "cross-origin-resource-policy": "cross-origin",
    "access-control-allow-origin": "*",
  };
  if (badge && hasMatchingEtag(request.headers.get("if-none-match"), [etag])) return new Response(null, { status: 304, headers });
  return new Response(request.method === "HEAD" ? null : svg, { status: badge ? 200 : 404, headers });
}
