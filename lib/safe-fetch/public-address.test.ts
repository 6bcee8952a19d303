import { expect, it } from "vitest";
import { isPublicAddress } from "./public-address";

const PUBLIC = [
  "1.1.1.1",
  "8.8.8.8",
  "140.82.121.3",
  "172.15.0.1",
  "172.32.0.1",
  "100.63.0.1",
  "100.128.0.1",
  "2606:4700::1111",
  "2a01:4f8::1",
];

const NOT_PUBLIC = {
  unspecified: ["0.0.0.0", "0.1.2.3", "::"],
  loopback: ["127.0.0.1", "127.255.255.254", "::1"],
  private: ["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "fc00::1", "fd00:ec2::254"],
  "link-local": ["169.254.169.254", "fe80::1", "fe80::1%eth0", "fec0::1"],
  "shared by a carrier": ["100.64.0.1", "100.100.100.200", "100.127.255.255"],
  multicast: ["224.0.0.1", "239.255.255.255", "ff02::1"],
  broadcast: ["255.255.255.255"],
  documentation: ["192.0.2.1", "198.51.100.1", "203.0.113.1", "2001:db8::1", "3fff::1"],
  benchmarking: ["198.18.0.1", "198.19.255.255", "2001:2::1"],
  reserved: ["192.0.0.192", "192.88.99.1", "240.0.0.1", "100::1", "5f00::1", "4000::1"],
  "IPv4 inside IPv6": [
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "::ffff:8.8.8.8",
    "::127.0.0.1",
    "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::7f00:1",
    "2002:7f00:1::",
    "2001:0:7f00:1::1",
  ],
  "inside of a cloud": ["168.63.129.16"],
  "no address": ["", "localhost", "127.1", "0x7f.0.0.1", "0177.0.0.1", "2130706433", "1.1.1.1.", "8.8.8.8 ", "010.0.0.1"],
};

it("addresses of the public internet are public", () => {
  expect(PUBLIC.filter((address) => !isPublicAddress(address))).toEqual([]);
});

it.each(Object.entries(NOT_PUBLIC))("%s is not public", (_kind, addresses) => {
  expect(addresses.filter(isPublicAddress)).toEqual([]);
});
