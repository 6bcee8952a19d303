import { expect, test } from "vitest";
import { readPoints, reasonBesidePoints, reasonWithPoints } from "./review-points";

test("a line is a point, whatever stands in front of it", () => {
  expect(readPoints("- Add a licence\r\n\n2) Say what it does\n  * 3.14 is no list sign\n")).toEqual([
    "Add a licence",
    "Say what it does",
    "3.14 is no list sign",
  ]);
  expect(readPoints("x\n".repeat(50))).toHaveLength(20);
});

test("the mail has the reason and the points", () => {
  expect(reasonWithPoints("Nearly there. ", ["One", "Two"])).toBe("Nearly there.\n\n1. One\n2. Two");
  expect(reasonWithPoints("", ["One"])).toBe("1. One");
});

test("beside the list the reason stands without the points, of which earlier returns had their own", () => {
  const points = ["One", "Two", "Three"];
  expect(reasonBesidePoints(reasonWithPoints("Nearly there.", ["Two", "Three"]), points)).toBe("Nearly there.");
  expect(reasonBesidePoints(reasonWithPoints("", points), points)).toBe("");
  expect(reasonBesidePoints("Read the guide.", points)).toBe("Read the guide.");
  expect(reasonBesidePoints("Read the guide.", [])).toBe("Read the guide.");
});
