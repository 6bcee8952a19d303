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
