import { Readable } from "node:stream";
import { clientAddress } from "./client-address";
import { hasMatchingEtag } from "./etag";

/** What the addresses for programs need to know of a request. */
export interface HttpQuestion {
  method: string;
  /** Value of a request header, by its name in lower case. */
  header(name: string): string | null;
  /** Who asks, as far as our own proxies tell (lib/client-address.ts). */
  address: string;
}

/** What they answer: as bytes or a stream, with headers that reach the client as they are. */
export interface HttpAnswer {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array | Readable | null;
}

export const toQuestion = (request: Request): HttpQuestion => ({
  method: request.method,
  header: (name) => request.headers.get(name),
  address: clientAddress(request.headers),
});

export function toResponse({ status, headers, body }: HttpAnswer): Response {
  const sent = body instanceof Readable ? (Readable.toWeb(body) as ReadableStream<Uint8Array>) : (body as Uint8Array<ArrayBuffer> | null);
  return new Response(sent, { status, headers });
}

/** 304 when the client has one of these forms already: it keeps the one that it named. Else null. */
export function notModified(question: HttpQuestion, headers: Record<string, string>, etags: readonly string[]): HttpAnswer | null {
  const given = question.header("if-none-match");
  if (!hasMatchingEtag(given, etags)) return null;
  const known = etags.find((etag) => hasMatchingEtag(given, [etag]));
  const { "content-length": _, "content-encoding": __, ...rest } = headers;
  return { status: 304, headers: given?.trim() === "*" || !known ? rest : { ...rest, etag: known }, body: null };
}
