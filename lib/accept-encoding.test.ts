import { expect, test } from "vitest";
import { acceptedEncodings } from "./accept-encoding";

test.each([
  [null, ["identity"]],
  ["", ["identity"]],
  ["gzip, deflate", ["gzip", "identity"]],
  ["gzip, deflate, br, zstd", ["br", "gzip", "identity"]],
  ["GZIP;q=1.0, br;q=0.5", ["gzip", "br", "identity"]],
  ["gzip;q=0", ["identity"]],
  ["gzip;q=0.000, *", ["br", "identity"]],
  ["*", ["br", "gzip", "identity"]],
  ["*;q=0", ["identity"]],
  ["identity, gzip;q=0.5", ["identity"]],
  ["identity;q=0.5, gzip", ["gzip", "identity"]],
  ["x-gzip", ["gzip", "identity"]],
  ["gzip;q=nonsense", ["identity"]],
  ["deflate", ["identity"]],
  [",;,;q=1", ["identity"]],
] as const)("%s", (header, wanted) => {
  expect(acceptedEncodings(header)).toEqual(wanted);
});
