import { expect, test } from "vitest";
import { hasMatchingEtag } from "./etag";

test.each([
  ['"a"', true],
  ['W/"a"', true],
  ['"x", W/"y" ,"a"', true],
  ['"x,y","a"', true],
  ["*", true],
  [" * ", true],
  ['"b"', false],
  ["a", false],
  ['"A"', false],
  ['"x*"', false],
  ["", false],
  [null, false],
])("If-None-Match: %s", (header, matches) => {
  expect(hasMatchingEtag(header, ['"a"', '"a2"'])).toBe(matches);
});
