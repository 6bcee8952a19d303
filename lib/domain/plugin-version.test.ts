import fc from "fast-check";
import { expect, it } from "vitest";
import { comparePluginVersions } from "./plugin-version";

it.each([
  ["0.9", "0.10"],
  ["1.0", "1.0.1"],
  ["1.9.9", "2"],
  ["v1.2", "Version 1.3"],
  ["1.0alpha", "1.0beta"],
  ["1.0-rc1", "1.0"],
  ["1.0", "1.0a"],
  ["1.0 RC 1", "1.0 RC 2"],
  // a leading zero makes it text: "09" sorts before "1" in QGIS Desktop
  ["1.09", "1.1"],
  ["1.010", "1.10"],
  ["1.2.TRUNK", "1.2"],
])("%s is older than %s", (older, newer) => {
  expect(comparePluginVersions(older, newer)).toBeLessThan(0);
  expect(comparePluginVersions(newer, older)).toBeGreaterThan(0);
});

it.each([
  ["1.0", "1.0"],
  ["v1.0", "1.0"],
  ["rev. 3", "3"],
])("%s and %s are the same", (a, b) => {
  expect(comparePluginVersions(a, b)).toBe(0);
});

it("is the same from both sides, whatever the texts", () => {
  const version = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._+-]{0,31}$/);
  fc.assert(fc.property(version, version, (a, b) => Math.sign(comparePluginVersions(a, b)) + Math.sign(comparePluginVersions(b, a)) === 0));
});
