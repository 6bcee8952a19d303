import { expect, test } from "vitest";
import { endingWords } from "./ending-words";

const now = new Date("2026-03-01T12:00:00Z");
const inHours = (hours: number) => endingWords(new Date(now.getTime() + hours * 60 * 60 * 1000), now);

test("a token's end is announced a month before", () => {
  expect(inHours(24 * 31)).toBeNull();
  expect(inHours(24 * 30)).toBe("ends in 30 days");
  expect(inHours(25)).toBe("ends in 1 day");
  expect(inHours(2)).toBe("ends within a day");
  expect(inHours(0)).toBeNull();
  expect(inHours(-5)).toBeNull();
});
