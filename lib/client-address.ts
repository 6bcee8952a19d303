import ipaddr from "ipaddr.js";

/** The last hop is what the nearest proxy, or Next itself, saw; what stands before it is what the client claims. */
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
