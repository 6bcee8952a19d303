import type { HttpAnswer, HttpQuestion } from "@/lib/http-answer";
import { urls } from "@/lib/urls";

/** Said the same of what may not be seen and of what never was. Browsers get a way back, programs a plain line. */
export function noSuchFile(request: HttpQuestion, packageName: string): HttpAnswer {
  const isBrowser = request.header("accept")?.includes("text/html") ?? false;
  return {
    status: 404,
    headers: { "content-type": `text/${isBrowser ? "html" : "plain"}; charset=utf-8`, "cache-control": "no-store" },
    body: Buffer.from(isBrowser ? page(urls.plugin(packageName)) : "There is no such file here.\n"),
  };
}

/** @param back an address of ours, which has no character that HTML knows */
const page = (back: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><meta name="robots" content="noindex"><title>Not found | Greenbadge</title><style>body{font:1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:3rem auto;padding:0 1rem}</style><h1>There is no such file here</h1><p>Links to files that are not public work for five minutes. <a href="${back}">The plugin's page</a> has new ones, for those who may see it.</p></html>
`;
