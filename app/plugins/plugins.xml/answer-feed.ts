import type { Executor } from "@/db/context";
import { parseQgisVersion, qgisOrdinal } from "@/lib/domain/qgis-version";
import { hasMatchingEtag } from "@/lib/etag";
import { getFeedDocument } from "./feed-document";

export interface FeedQuery {
  /** `3.34` or `3.34.5`. Absent or not a version: plugins for every QGIS, never an error. */
  qgis?: string;
  stable_only?: string;
  package_name?: string;
}

const isYes = (text: string | undefined): boolean => /^(1|true|yes|on)$/i.test(text ?? "");

function acceptsGzip(header: string | null): boolean {
  return (header ?? "").split(",").some((one) => /^\s*(gzip|\*)\s*(;\s*q=(?!0(\.0*)?\s*$).*)?$/i.test(one));
}

/**
 * `GET /plugins/plugins.xml`. Next compresses what leaves it, and removes the header of a body that was compressed before, so
 * the XML is handed over as it is; compressed and plain are two representations, and each has an ETag of its own.
 */
export async function answerFeed(db: Executor, request: Request, query: FeedQuery, publicUrl: string): Promise<Response> {
  const qgis = parseQgisVersion(query.qgis ?? "");
  const question = {
    qgis: qgis && qgisOrdinal(qgis),
    stableOnly: isYes(query.stable_only),
    packageName: query.package_name?.trim() || null,
  };
  const { xml, hash } = await getFeedDocument(db, question, publicUrl);
  const headers = {
    "content-type": "application/xml; charset=utf-8",
    // Ask each time: what was hidden must go at once, and a 304 costs little.
    "cache-control": "public, no-cache",
    vary: "Accept-Encoding",
    etag: acceptsGzip(request.headers.get("accept-encoding")) ? `"${hash}-gz"` : `"${hash}"`,
  };
  if (hasMatchingEtag(request.headers.get("if-none-match"), [`"${hash}"`, `"${hash}-gz"`]))
    return new Response(null, { status: 304, headers });
  return new Response(request.method === "HEAD" ? null : xml, { headers });
}
