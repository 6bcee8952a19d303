import { expect, test } from "vitest";
import { addressBehindProxies, clientAddress, clientNetwork } from "./client-address";

const from = (value?: string) => new Headers(value === undefined ? {} : { "x-forwarded-for": value });

test("the address is what the nearest proxy saw, not what the client claims", () => {
  expect(clientAddress(from("6.6.6.6, 192.0.2.7"))).toBe("192.0.2.7");
  expect(clientAddress(from("192.0.2.7"))).toBe("192.0.2.7");
  expect(clientAddress(from())).toBe("unknown");
});

test("limits count an IPv6 network as one, and an IPv4 address however it is written", () => {
  expect(clientNetwork(from("2001:db8:1:2::1"))).toBe(clientNetwork(from("2001:db8:1:2:ffff::9")));
  expect(clientNetwork(from("2001:db8:1:2::1"))).not.toBe(clientNetwork(from("2001:db8:1:3::1")));
  expect(clientNetwork(from("::ffff:192.0.2.7"))).toBe("192.0.2.7");
  expect(clientNetwork(from("192.0.2.7"))).not.toBe(clientNetwork(from("192.0.2.8")));
  expect(clientNetwork(from("no address"))).toBe("no address");
});

test.each([
  ["no proxy", "203.0.113.9", null, "203.0.113.9"],
  ["a client that claims another address", "203.0.113.9", "198.51.100.1", "203.0.113.9"],
  ["a proxy on this machine", "127.0.0.1", "203.0.113.9", "203.0.113.9"],
  ["the same over IPv6", "::ffff:127.0.0.1", "203.0.113.9", "203.0.113.9"],
  ["what the client wrote before the proxy's entry", "10.0.0.5", "198.51.100.1, 203.0.113.9", "203.0.113.9"],
  ["two proxies of ours", "::1", "198.51.100.1, 203.0.113.9, 10.0.0.7", "203.0.113.9"],
  ["a client of IPv6", "127.0.0.1", "2001:DB8::1", "2001:db8::1"],
  ["a client inside", "127.0.0.1", "192.168.1.4", "192.168.1.4"],
  ["nonsense in the header", "127.0.0.1", "203.0.113.9, <script>", "127.0.0.1"],
  ["an empty header", "127.0.0.1", "", "127.0.0.1"],
  ["a connection that is gone", undefined, "203.0.113.9", "unknown"],
])("behind proxies of ours: %s", (_what, peer, forwardedFor, address) => {
  expect(addressBehindProxies(peer, forwardedFor)).toBe(address);
});
