import type { RequestListener } from "node:http";
import { type SafeFetchOptions, safeFetch } from "@/lib/safe-fetch";
import { type LocalServers, localNetwork } from "./local-servers";

export const USER_AGENT = "Greenbadge (test)";
/** Names lead to servers of this machine. */
export const local = (more: Partial<SafeFetchOptions> = {}): SafeFetchOptions => ({
  ...{ userAgent: USER_AGENT, network: localNetwork() },
  ...more,
});
/** The product's own network: nothing of these may be asked. */
export const strict = (url: string) => safeFetch(url, { userAgent: USER_AGENT });

export const problem = (code: string) => ({ ok: false, error: code });
export const status = (code: number) => ({ ok: true, value: { status: code } });

export const redirectTo =
  (location: string): RequestListener =>
  (_request, response) =>
    response.writeHead(302, { location }).end("elsewhere");

/** A server that must not be reached. */
export async function untouched(servers: LocalServers) {
  let requests = 0;
  const port = await servers.http((_request, response) => {
    requests += 1;
    response.end("the secret");
  });
  return { port, requests: () => requests };
}
