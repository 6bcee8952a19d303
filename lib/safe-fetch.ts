import { isIP } from "node:net";
import { err, ok, type Result } from "./result";
import { type Network, publicNetwork } from "./safe-fetch/network";
import { FetchError, type FetchProblem, problemOf } from "./safe-fetch/problem";
import { bareHost, type Hop, requestOnce } from "./safe-fetch/request-once";

/** Contract 6: for everything together, names, redirects and body included. */
const TIMEOUT_MS = 5_000;
const MAX_BYTES = 64 * 1024;
const MAX_REDIRECTS = 3;
/** Tried in turn when the first does not answer; a name with hundreds of addresses gets no hundred connections. */
const MAX_ADDRESSES = 4;

export interface SafeFetchOptions {
  /** Names the product and its address: who runs the other side can see who asked. */
  userAgent: string;
  method?: "GET" | "HEAD";
  /** Bytes of the body, at most 64 KB. 0: only the status is of interest. */
  maxBytes?: number;
  /** At most five seconds. */
  timeoutMs?: number;
  /** Ends the request because the process stops: thrown on, it says nothing about the address. */
  signal?: AbortSignal;
  /** Only tests hand in another one, to reach their own servers. */
  network?: Network;
}

export interface SafeAnswer {
  status: number;
  /** Where the redirects led. */
  url: string;
  body: Uint8Array;
  /** The body goes on behind the bytes that were read. */
  isTruncated: boolean;
}

/**
 * Fetches an address that somebody else wrote, without becoming their hand in our network: http(s) on ports 80 and 443,
 * each name resolved once, all of its addresses checked, the connection made to those very addresses; at most three
 * redirects, each checked in the same way, and none from https back to http; five seconds and 64 KB in all.
 *
 * A name with an address that is not public gives the problem `name`, as one that does not exist: what is in our own
 * DNS is nobody's to learn here.
 *
 * @param address any text
 * @returns any answer of a server, an error status too; or the problem that stood in its way
 * @throws the reason of `options.signal`
 */
export async function safeFetch(address: string, options: SafeFetchOptions): Promise<Result<SafeAnswer, FetchProblem>> {
  const deadline = AbortSignal.timeout(Math.min(options.timeoutMs ?? TIMEOUT_MS, TIMEOUT_MS));
  const signal = options.signal ? AbortSignal.any([deadline, options.signal]) : deadline;
  try {
    return ok(await follow(parseAddress(address), options, signal));
  } catch (error) {
    options.signal?.throwIfAborted();
    return err(deadline.aborted ? "timeout" : problemOf(error));
  }
}

async function follow(first: URL, options: SafeFetchOptions, signal: AbortSignal): Promise<SafeAnswer> {
  let url = first;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const hop = await ask(url, options, signal);
    if (hop.location === null) return { status: hop.status, url: url.href, body: hop.body, isTruncated: hop.isTruncated };
    const next = parseAddress(hop.location, url);
    if (url.protocol === "https:" && next.protocol !== "https:") throw new FetchError("downgrade");
    url = next;
  }
  throw new FetchError("redirects");
}

async function ask(url: URL, options: SafeFetchOptions, signal: AbortSignal): Promise<Hop> {
  const network = options.network ?? publicNetwork;
  if (!network.isAllowedPort(Number(url.port) || (url.protocol === "https:" ? 443 : 80))) throw new FetchError("port");
  return requestOnce(url, {
    method: options.method ?? "GET",
    userAgent: options.userAgent,
    addresses: await addressesOf(bareHost(url), network, signal),
    maxBytes: Math.min(options.maxBytes ?? MAX_BYTES, MAX_BYTES),
    certificateAuthorities: network.certificateAuthorities,
    signal,
  });
}

/** The URL parser has written every odd spelling of an IPv4 address (hex, octal, one number, other digits) as four decimals. */
async function addressesOf(host: string, network: Network, signal: AbortSignal): Promise<string[]> {
  if (isIP(host)) {
    if (!network.isAllowedAddress(host)) throw new FetchError("private-address");
    return [host];
  }
  const addresses = await network.resolve(host, signal).catch((error) => {
    throw new FetchError("name", error);
  });
  signal.throwIfAborted();
  if (addresses.length === 0 || !addresses.every((address) => network.isAllowedAddress(address))) throw new FetchError("name");
  return addresses.slice(0, MAX_ADDRESSES);
}

/** @throws FetchError("address") for what is no http(s) address, or carries a user name or password. */
function parseAddress(text: string, base?: URL): URL {
  const url = URL.parse(text, base);
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || bareHost(url) === "") throw new FetchError("address");
  url.hash = "";
  return url;
}
