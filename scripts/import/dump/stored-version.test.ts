import { expect, test } from "vitest";
import { askedRange, shownVersion, storedPluginVersion, storedQgisVersion } from "./stored-version";

test.each([
  ["1.2", "001.002.###.###", "1.2"],
  ["1.0.0", "001.000.000.###", "1.0.0"],
  ["01.06", "001.006.###.###", "1.6"],
  ["2024.11.3", "2024.011.003.###", "2024.11.3"],
  ["0.10.0-1", "000.010.0-1.###", "0.10.0-1"],
  ["1.0b", "001.00b.###.###", "1.b"],
  ["7", "007.###.###.###", "7"],
])("plugin version %s is stored as %s and shown as %s", (written, stored, shown) => {
  expect(storedPluginVersion(written)).toBe(stored);
  expect(shownVersion(stored)).toBe(shown);
});

test.each([
  ["3.4", "003.004.000", "3.4.0"],
  ["3", "003.000.000", "3.0.0"],
  ["2.18.25", "002.018.025", "2.18.25"],
])("QGIS %s is stored as %s and shown as %s", (written, stored, shown) => {
  expect(storedQgisVersion(written)).toBe(stored);
  expect(shownVersion(stored)).toBe(shown);
});

test("whatever patch a range names, the minor version that asks is inside", () => {
  const { from, to } = askedRange("3.4");
  for (const stored of ["003.004.000", "003.004.015"]) expect(stored >= from && stored <= to, stored).toBe(true);
  for (const stored of ["003.003.099", "003.005.000", "002.099.000"]) expect(stored >= from && stored <= to, stored).toBe(false);
});
