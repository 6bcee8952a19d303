import { randomBytes } from "node:crypto";
import { crc32, gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { combineCrc32, gzipPart, joinGzip } from "./gzip-parts";

test.each([
  [[]],
  [["one piece"]],
  [["", "a", "", "b".repeat(70_000), "ü".repeat(3)]],
  [Array.from({ length: 40 }, (_, index) => `<entry>${index}</entry>`.repeat(index * 50))],
])("pieces become one gzip stream that unpacks to all of them", async (texts) => {
  const parts = await Promise.all(texts.map((text) => gzipPart(Buffer.from(text))));
  // Node checks the sum and the length at the end of the stream, and complains about bytes behind it.
  expect(gunzipSync(joinGzip(parts)).toString()).toBe(texts.join(""));
});

test("a piece serves in any place", async () => {
  const [a, b] = [await gzipPart(randomBytes(1_000)), await gzipPart(Buffer.from("text ".repeat(2_000)))];
  const unpacked = (parts: (typeof a)[]) => gunzipSync(joinGzip(parts)).length;
  expect(unpacked([a, b, a, a])).toBe(13_000);
  expect(joinGzip([b, a]).equals(joinGzip([b, a]))).toBe(true);
});

test("the sum of two texts from the sums of each", () => {
  for (const size of [0, 1, 2, 255, 65_537, 1_000_003]) {
    const [first, second] = [randomBytes(777), randomBytes(size)];
    expect(combineCrc32(crc32(first), crc32(second), size)).toBe(crc32(Buffer.concat([first, second])));
  }
});
