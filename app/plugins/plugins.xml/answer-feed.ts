import type { FeedDocument, FeedDocuments } from "@/db/queries/feed-documents";
import { acceptedEncodings, type Encoding } from "@/lib/accept-encoding";
import type { FeedQuestion } from "@/lib/domain/feed-selection";
import { type HttpAnswer, type HttpQuestion, notModified } from "@/lib/http-answer";

/** Each form is a representation of its own and has an ETag of its own. */
const etagOf = (document: FeedDocument, form: Encoding): string =>
  form === "identity" ? `"${document.name}"` : `"${document.name}-${form}"`;
const FORMS: readonly Encoding[] = ["br", "gzip", "identity"];

/**
 * `GET` and `HEAD /plugins/plugins.xml`.
 *
 * @param options.isPlain only the XML as it is: for a server that would change the headers of a compressed body
 */
export async function answerFeed(
  feed: FeedDocuments,
  request: HttpQuestion,
  question: FeedQuestion,
  options: { isPlain?: boolean } = {},
): Promise<HttpAnswer> {
  const document = await feed.get(question);
  const headers: Record<string, string> = {
    "content-type": "application/xml; charset=utf-8",
    // Ask each time: what was hidden must go at once, and a 304 costs little. Nobody on the way packs it a second time.
    "cache-control": "public, no-cache, no-transform",
    vary: "Accept-Encoding",
    "x-content-type-options": "nosniff",
  };
  const wanted = options.isPlain ? (["identity"] as const) : acceptedEncodings(request.header("accept-encoding"));
  const { form, body } = formOf(feed, document, wanted);
  headers.etag = etagOf(document, form);
  const known = notModified(
    request,
    headers,
    FORMS.map((one) => etagOf(document, one)),
  );
  if (known) return known;
  headers["content-length"] = String(body?.byteLength ?? document.sizeBytes);
  if (form !== "identity") headers["content-encoding"] = form;
  if (request.method === "HEAD") return { status: 200, headers, body: null };
  return { status: 200, headers, body: body ?? (await feed.xmlOf(document)) };
}

/** The best form that is there. Plain XML has no body yet: few ask for it, so it is unpacked for each. */
function formOf(feed: FeedDocuments, document: FeedDocument, wanted: readonly Encoding[]): { form: Encoding; body?: Buffer } {
  for (const form of wanted) {
    const body = form === "gzip" ? document.gzip : form === "br" ? feed.brotliIfMade(document) : undefined;
    if (body || form === "identity") return { form, body };
  }
  return { form: "identity" };
}
