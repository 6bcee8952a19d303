import { expect, test } from "vitest";
import { parseArguments, WrongUsage } from "./arguments";

const parse = (...args: string[]) => parseArguments(args, "/caller");

test("a dump and its folder, from where the person is", () => {
  expect(parse("dump", "postgres://localhost/old", "--media", "media", "--verify")).toEqual({
    source: { kind: "dump", url: "postgres://localhost/old", media: "/caller/media" },
    imports: true,
    verifies: true,
    qgis: null,
    acceptsVanished: false,
  });
});

test("a site or a folder", () => {
  expect(parse("public", "https://plugins.example.org/", "--only-verify", "--qgis", "3.4, 4.0")).toMatchObject({
    source: { kind: "public", folder: null },
    imports: false,
    verifies: true,
    qgis: ["3.4", "4.0"],
  });
  expect(parse("public", "mirror")).toMatchObject({ source: { kind: "public", url: null, folder: "/caller/mirror" }, imports: true });
});

test.each([
  [[]],
  [["dump"]],
  [["dump", "mysql://localhost/old", "--media", "m"]],
  [["dump", "postgres://localhost/old"]],
  [["public", "ftp://example.org"]],
  [["public", "https://user:secret@example.org"]],
  [["public", "https://example.org/?a=b"]],
  [["public", "mirror", "more"]],
  [["public", "mirror", "--qgis", "latest"]],
  [["public", "mirror", "--unknown"]],
])("refuses %j", (args) => {
  expect(() => parse(...args)).toThrow(WrongUsage);
});
