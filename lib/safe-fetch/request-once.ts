import http from "node:http";
import https from "node:https";
import { isIP, type LookupFunction, type Socket } from "node:net";
import ipaddr from "ipaddr.js";
import { FetchError } from "./problem";

/** Headers of an answer; Node ends the connection beyond. Real sites send one to four KB. */
const MAX_HEADER_BYTES = 16_384;
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

export interface RequestOnce {
  method: "GET" | "HEAD";
  userAgent: string;
  /** All of them checked. The connection goes to one of these and to nothing else. */
  addresses: readonly string[];
  /** What is read of the body, in bytes; 0 reads none. */
  maxBytes: number;
  certificateAuthorities: string | undefined;
  signal: AbortSignal;
}

export interface Hop {
  status: number;
  /** Set when the answer is a redirect that says where to. */
  location: string | null;
  body: Buffer;
  /** There was more than `maxBytes`. */
  isTruncated: boolean;
}

/** `[::1]` as a socket wants it; a dot at a name's end belongs to the name server's notation, not to certificates. */
export const bareHost = (url: URL): string => url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");

/**
 * One request on a connection of its own: no proxy, no cookies, no credentials, the certificate always checked.
 *
 * @throws FetchError, an error of the socket, or the signal's reason
 */
export function requestOnce(url: URL, options: RequestOnce): Promise<Hop> {
  const host = bareHost(url);
  const isSecure = url.protocol === "https:";
  return new Promise((resolve, reject) => {
    const request = (isSecure ? https : http).request({
      method: options.method,
      host,
      port: url.port || (isSecure ? 443 : 80),
      path: `${url.pathname}${url.search}`,
      headers: { "user-agent": options.userAgent, accept: "*/*", host: url.port ? `${hostHeader(host)}:${url.port}` : hostHeader(host) },
      // an agent of its own: none of the process's pools, and no proxy from the environment
      agent: false,
      lookup: lookupIn(options.addresses),
      maxHeaderSize: MAX_HEADER_BYTES,
      insecureHTTPParser: false,
      ...(isSecure ? { rejectUnauthorized: true, servername: isIP(host) ? "" : host } : {}),
      ...(isSecure && options.certificateAuthorities ? { ca: options.certificateAuthorities } : {}),
      signal: options.signal,
    });
    const end = (outcome: () => void) => {
      outcome();
      request.destroy();
    };
    request.on("socket", (socket) => watchPeer(socket, options.addresses));
    request.on("error", reject);
    request.on("response", (response) => {
      const location = locationOf(response);
      // what stands beside a redirect is nobody's to read
      readBody(response, location === null ? options.maxBytes : 0).then(
        (read) => end(() => resolve({ status: response.statusCode ?? 0, location, ...read })),
        (error) => end(() => reject(error)),
      );
    });
    request.on("upgrade", () => end(() => reject(new FetchError("answer"))));
    request.end();
  });
}

const hostHeader = (host: string): string => (isIP(host) === 6 ? `[${host}]` : host);

/** Answers with the checked addresses, whatever is asked: nothing is resolved a second time. */
function lookupIn(addresses: readonly string[]): LookupFunction {
  const entries = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_hostname, options, callback) => {
    const [first] = entries;
    if (!first) callback(Object.assign(new Error("no address"), { code: "ENOTFOUND" }), "", 0);
    else if (options.all) callback(null, entries);
    else callback(null, first.address, first.family);
  };
}

/** The last look before a byte is sent: the peer must be an address that was checked. */
function watchPeer(socket: Socket, addresses: readonly string[]): void {
  socket.once("connect", () => {
    const { remoteAddress } = socket;
    const isChecked = remoteAddress !== undefined && addresses.some((address) => canonical(address) === canonical(remoteAddress));
    if (!isChecked) socket.destroy(new FetchError("private-address"));
  });
}

/** One spelling per address; an IPv4 address behind an IPv6 socket stays what it is and matches nothing. */
const canonical = (address: string): string => ipaddr.parse(address).toNormalizedString();

/** Where a redirect leads. Node reads headers as Latin-1; addresses in them are ASCII or, in practice, UTF-8. */
function locationOf({ statusCode, headers: { location } }: http.IncomingMessage): string | null {
  return location === undefined || !REDIRECTS.includes(statusCode ?? 0) ? null : Buffer.from(location, "latin1").toString("utf8");
}

async function readBody(response: http.IncomingMessage, maxBytes: number): Promise<{ body: Buffer; isTruncated: boolean }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  response.on("error", () => {});
  if (maxBytes === 0) return { body: Buffer.alloc(0), isTruncated: true };
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > maxBytes) return { body: Buffer.concat(chunks).subarray(0, maxBytes), isTruncated: true };
  }
  return { body: Buffer.concat(chunks), isTruncated: false };
}
