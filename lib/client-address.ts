import ipaddr from "ipaddr.js";

/** Of a request as our routes get it: `app/_front` has written the one address that counts into this header. */
export function clientAddress(headers: Headers): string {
  return headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() || "unknown";
}

/** Whom a limit counts as one: an IPv4 address, or the /64 network in which one household or machine has all its IPv6 addresses. */
export function clientNetwork(headers: Headers): string {
  const address = clientAddress(headers);
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  return parsed.kind() === "ipv4" ? parsed.toString() : parsed.toByteArray().slice(0, 8).join(".");
}

/** Where proxies of ours stand: this machine and private networks. */
const OURS = new Set(["loopback", "private", "uniqueLocal", "linkLocal", "carrierGradeNat"]);

function parse(text: string | undefined): ipaddr.IPv4 | ipaddr.IPv6 | null {
  const plain = text?.trim() ?? "";
  return ipaddr.isValid(plain) ? ipaddr.process(plain) : null;
}

/**
 * The client's address. `X-Forwarded-For` is believed only from a proxy of ours, that is one at a loopback or private
 * address, and only what the proxies of ours have added: from its end to the first address that is none of them. What
 * stands before is what the client claims.
 *
 * @param peer the other end of the connection
 * @returns an address without port; IPv4 in its short form however it was written; `unknown` when there is none
 */
export function addressBehindProxies(peer: string | undefined, forwardedFor: string | null): string {
  let address = parse(peer);
  const hops = forwardedFor?.split(",") ?? [];
  while (address && OURS.has(address.range()) && hops.length > 0) {
    const hop = parse(hops.pop());
    if (!hop) break;
    address = hop;
  }
  return address?.toString() ?? "unknown";
}
