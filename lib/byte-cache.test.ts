import { expect, test } from "vitest";
import { ByteCache } from "./byte-cache";

test("never holds more than it may, and lets go of what was not asked for longest", () => {
  const cache = new ByteCache<string>(10);
  cache.set("a", "A", 4);
  cache.set("b", "B", 4);
  expect(cache.get("a")).toBe("A");
  cache.set("c", "C", 4);
  expect([cache.get("a"), cache.get("b"), cache.get("c"), cache.sizeBytes]).toEqual(["A", undefined, "C", 8]);
  cache.set("a", "A2", 1);
  expect([cache.get("a"), cache.sizeBytes]).toEqual(["A2", 5]);
  cache.set("huge", "H", 11);
  expect([cache.get("huge"), cache.sizeBytes]).toEqual([undefined, 0]);
});
