import { expect, test } from "@playwright/test";
import { urls } from "@/lib/urls";

const hrefs = (html: string) =>
  [...html.matchAll(/<a [^>]*?href="([^"]+)"/g)].map((match) => (match[1] as string).replaceAll("&amp;", "&"));
const ids = (html: string) => new Set([...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]));

test("no link in the documentation is dead, and each leads to an anchor that exists", async ({ request, baseURL }) => {
  test.setTimeout(180_000);
  const pages = new Map<string, string>();
  const read = async (path: string): Promise<string> => {
    const known = pages.get(path);
    if (known !== undefined) return known;
    const answer = await request.get(path, { maxRedirects: 5 });
    const html = answer.ok() ? await answer.text() : `status ${answer.status()}`;
    pages.set(path, html);
    return html;
  };
  const dead: string[] = [];
  const waiting = [urls.docs(), urls.apiDocs()];
  const seen = new Set(waiting);
  for (let path = waiting.pop(); path; path = waiting.pop()) {
    const html = await read(path);
    expect(html, path).toContain("<h1");
    for (const href of hrefs(html)) {
      const target = new URL(href, `${baseURL}${path}`);
      if (target.origin !== new URL(baseURL as string).origin) continue;
      const address = target.pathname + target.search;
      const text = await read(address);
      const anchor = decodeURIComponent(target.hash.slice(1));
      if (text.startsWith("status ")) dead.push(`${path}: ${href} (${text})`);
      else if (anchor && !ids(text).has(anchor)) dead.push(`${path}: ${href} (no such anchor)`);
      if (target.pathname.startsWith("/docs/") && !seen.has(target.pathname)) {
        seen.add(target.pathname);
        waiting.push(target.pathname);
      }
    }
  }
  expect(dead).toEqual([]);
  expect(seen.size).toBeGreaterThan(100);
});
