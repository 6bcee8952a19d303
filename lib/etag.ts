/** Whether the client has this representation already (`If-None-Match`, RFC 9110, 13.1.2: compared weakly). */
export function hasMatchingEtag(header: string | null, etags: readonly string[]): boolean {
  if (!header) return false;
  if (header.trim() === "*") return true;
  const given = header.split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  return etags.some((etag) => given.includes(etag));
}
