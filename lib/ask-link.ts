import type { LinkAnswer } from "./domain/link-state";
import { safeFetch } from "./safe-fetch";
import type { Network } from "./safe-fetch/network";
import { isRefusal } from "./safe-fetch/problem";

export interface AskLinkOptions {
  /** The site's own address: it stands in the request, so that who is asked can see by whom. */
  publicUrl: string;
  signal?: AbortSignal;
  timeoutMs?: number;
  network?: Network;
}

/** The server is there and keeps the page from programs, from strangers, or from too many: people may well see it. */
const KEEPS_US_OUT: readonly number[] = [401, 403, 407, 429, 451];
/** Says "not now" rather than "no such page". */
const NOT_NOW: readonly number[] = [408, 421, 425];

/**
 * Whether an address still answers: a HEAD request, and a GET without its body when the server does not like HEAD or
 * gives an error, since some answer HEAD with 404 or 500 for pages that exist. Five seconds for both together.
 *
 * @throws the reason of `options.signal`
 */
export async function askLink(url: string, options: AskLinkOptions): Promise<LinkAnswer> {
  const { publicUrl, signal, network, timeoutMs = 5_000 } = options;
  const started = performance.now();
  const ask = (method: "HEAD" | "GET") =>
    safeFetch(url, {
      method,
      maxBytes: 0,
      userAgent: `Greenbadge (link check; +${new URL(publicUrl).href})`,
      timeoutMs: Math.max(1, Math.floor(timeoutMs - (performance.now() - started))),
      ...(signal ? { signal } : {}),
      ...(network ? { network } : {}),
    });
  let answer = await ask("HEAD");
  const isDoubtful = answer.ok ? answer.value.status >= 400 && answer.value.status !== 429 : answer.error === "answer";
  if (isDoubtful) answer = await ask("GET");
  if (!answer.ok) return { outcome: isRefusal(answer.error) ? "refused" : "failed", httpStatus: null, problem: answer.error };
  return { outcome: meaningOf(answer.value.status), httpStatus: answer.value.status, problem: null };
}

function meaningOf(status: number): LinkAnswer["outcome"] {
  if (status < 400 || KEEPS_US_OUT.includes(status)) return "ok";
  return status >= 500 || NOT_NOW.includes(status) ? "failed" : "dead";
}
