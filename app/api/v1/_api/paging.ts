import { absoluteUrl } from "@/lib/urls";

/** The members of a list about itself, and the header `Link` that says the same. */
export function listPage(input: { total: number; page: number; limit: number; publicUrl: string; urlOf(page: number): string }) {
  const { total, page, limit, publicUrl, urlOf } = input;
  const pages = Math.max(1, Math.ceil(total / limit));
  const next = page < pages ? absoluteUrl(publicUrl, urlOf(page + 1)) : null;
  return { facts: { total, page, pages, next }, headers: next ? { link: `<${next}>; rel="next"` } : ({} as Record<string, string>) };
}
