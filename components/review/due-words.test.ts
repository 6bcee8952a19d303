import { expect, test } from "vitest";
import { dueWords } from "./due-words";

const now = new Date("2026-03-10T12:00:00Z");
const inHours = (hours: number) => dueWords(new Date(now.getTime() + hours * 60 * 60 * 1000), now);

test("how much time is left is said in days, and lateness by name", () => {
  expect(inHours(167.9)).toEqual({ words: "due in 7 days", isLate: false });
  expect(inHours(49)).toEqual({ words: "due in 2 days", isLate: false });
  expect(inHours(25)).toEqual({ words: "due tomorrow", isLate: false });
  expect(inHours(3)).toEqual({ words: "due today", isLate: false });
  expect(inHours(-1)).toEqual({ words: "late since today", isLate: true });
  expect(inHours(13)).toEqual({ words: "due tomorrow", isLate: false });
  expect(inHours(-13)).toEqual({ words: "1 day late", isLate: true });
  expect(inHours(-25)).toEqual({ words: "1 day late", isLate: true });
  expect(inHours(-73)).toEqual({ words: "3 days late", isLate: true });
});
