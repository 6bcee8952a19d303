import { expect, test } from "vitest";
import { answerRange } from "./byte-range";

test.each([
  [null, { kind: "whole" }],
  ["bytes=0-", { kind: "part", start: 0, end: 99 }],
  ["bytes=10-19", { kind: "part", start: 10, end: 19 }],
  ["bytes=90-500", { kind: "part", start: 90, end: 99 }],
  ["bytes=-5", { kind: "part", start: 95, end: 99 }],
  ["bytes=-500", { kind: "part", start: 0, end: 99 }],
  ["bytes=100-", { kind: "unsatisfiable" }],
  ["bytes=-0", { kind: "unsatisfiable" }],
  ["bytes=20-10", { kind: "whole" }],
  ["bytes=0-1,5-6", { kind: "whole" }],
  ["bytes=-", { kind: "whole" }],
  ["lines=1-2", { kind: "whole" }],
  ["bytes=99999999999999999999-", { kind: "whole" }],
])("%s", (header, expected) => {
  expect(answerRange(header, 100)).toEqual(expected);
});
