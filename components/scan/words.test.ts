import { expect, test } from "vitest";
import { moreWords } from "./words";

test.each([
  [0, 0, ""],
  [1, 0, "1 more to consider"],
  [18, 30, "18 more to consider and 30 notes"],
  [2, 1, "2 more to consider and 1 note"],
  [0, 1, "1 more note"],
  [0, 1200, "1,200 more notes"],
])("of %i warnings and %i notes that stand elsewhere a section's head says “%s”", (warnings, notes, words) => {
  expect(moreWords(warnings, notes)).toBe(words);
});
