import { expect, test } from "vitest";
import { endingWords } from "./ending-words";

const now = new Date("2026-03-01T12:00:00Z");
const inHours = (hours: number) => endingWords(new Date(now.getTime() + hours * 60 * 60 * 1000), now);

test("a token's end is announced a month before", () => {
  expect(inHours(24 * 31)).toBeNull();
  expect(inHours(24 * 30)).toBe("ends in 30 days");
  expect(inHours(25)).toBe("ends tomorrow");
  expect(inHours(2)).toBe("ends today");
  expect(inHours(0)).toBeNull();
  expect(inHours(-5)).toBeNull();
});

test("the days are those between the dates that stand beside them, whatever the hour", () => {
  const evening = new Date("2026-11-29T22:00:00Z");
  expect(endingWords(new Date("2026-12-04T01:00:00Z"), evening)).toBe("ends in 5 days");
  expect(endingWords(new Date("2026-11-30T01:00:00Z"), evening)).toBe("ends tomorrow");
});
