import { expect, test } from "vitest";
import { clientAddress, clientNetwork } from "./client-address";

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
