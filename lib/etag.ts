import { createHash } from "node:crypto";

/**
 * Whether the client has one of these forms already (`If-None-Match`, RFC 9110, 13.1.2: a list, compared weakly). A tag
 * may hold commas, so the list is read tag by tag.
 */
export function hasMatchingEtag(header: string | null, etags: readonly string[]): boolean {
  if (!header) return false;
  if (header.trim() === "*") return true;
  const given = new Set(header.match(/"[^"]*"/g));
  return etags.some((etag) => given.has(etag));
}

/** Strong: of exactly these characters. */
export const contentEtag = (text: string): string => `"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"`;

/** The text with its ETag, or 304 without a body when the client has it. */
export function answerWithEtag(request: Request, text: string, headers: Record<string, string>): Response {
  const etag = contentEtag(text);
  if (hasMatchingEtag(request.headers.get("if-none-match"), [etag]))
    return new Response(null, { status: 304, headers: { ...headers, etag } });
  return new Response(text, { headers: { ...headers, etag } });
}
