import { expect, test } from "vitest";
import { desktopBound } from "./qgis-version";

test.each([
  ["3.4", 30_004, "3.4"],
  ["3.34.12", 30_034, "3.34.12"],
  ["3", 30_000, "3.0"],
  ["3.999", 30_999, "3.99"],
  ["3.22-rc", 30_022, "3.22"],
  ["3.4.5.6", 30_004, "3.4"],
  ["9999.1", 99_990_001, "99.1"],
  ["", 20_099, "2.99"],
])("a bound that Desktop can read: %s", (text, ordinal, bound) => {
  expect(desktopBound(text, ordinal)).toBe(bound);
});
