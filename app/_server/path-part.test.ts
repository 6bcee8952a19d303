import { expect, it } from "vitest";
import { pathPart } from "./path-part";

it.each([
  ["my%20plugin", "my plugin"],
  ["plain", "plain"],
  ["%E0%A4%A", "%E0%A4%A"],
  ["%00", "%00"],
  ["a%00b", "a%00b"],
])("%s is asked for as %s", (given, meant) => expect(pathPart(given)).toBe(meant));
