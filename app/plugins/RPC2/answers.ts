import { reasonPhrase } from "@/lib/reason-phrase";
import { faultDocument } from "@/lib/xml-rpc/write-answer";

export const xmlResponse = (document: string): Response =>
  new Response(document, { headers: { "content-type": "text/xml; charset=utf-8", "cache-control": "no-store" } });

/** A fault is an answer like any other: HTTP says 200. */
export const faultResponse = (code: number, text: string): Response => xmlResponse(faultDocument(code, text));

/** What is refused before the call is looked at; Python's client shows the status line. */
export function httpRefusal(status: number, cause: string, headers: Record<string, string> = {}): Response {
  return new Response(`${cause}\n`, {
    status,
    statusText: reasonPhrase(cause),
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store", ...headers },
  });
}
