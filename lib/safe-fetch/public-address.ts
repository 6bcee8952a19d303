import ipaddr from "ipaddr.js";

/**
 * Addresses in public ranges that lead to the machine's own cloud: Azure answers every virtual machine's questions
 * about itself at this one (learn.microsoft.com, "What is IP address 168.63.129.16").
 */
const CLOUD_INSIDE = new Set(["168.63.129.16"]);

/** IPv6 hands out global unicast addresses from 2000::/3 alone (RFC 4291, IANA's registry); all else has another meaning. */
const GLOBAL_UNICAST: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse("2000::"), 3];

/** Documentation (RFC 9637), newer than the library's table. */
const DOCUMENTATION: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse("3fff::"), 20];

/**
 * Whether an address is one of the public internet: no private, loopback, link-local, multicast, shared (CGNAT),
 * documentation, benchmarking or reserved one, and no IPv6 address that carries an IPv4 address in it (mapped, NAT64,
 * 6to4, Teredo), since that could be any of those.
 *
 * @param address as a resolver or a socket writes it; what is no plain address is not public
 */
export function isPublicAddress(address: string): boolean {
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) {
    return ipaddr.IPv4.parse(address).range() === "unicast" && !CLOUD_INSIDE.has(address);
  }
  if (!ipaddr.IPv6.isValid(address) || address.includes("%")) return false;
  const parsed = ipaddr.IPv6.parse(address);
  return parsed.range() === "unicast" && parsed.match(GLOBAL_UNICAST) && !parsed.match(DOCUMENTATION);
}
