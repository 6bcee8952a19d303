import { describe, expect, it } from "vitest";
import { groupShared, isCompared, isShared } from "./shared-files";

describe("what is compared", () => {
  it.each([
    ["p/core/odict.py", 4000, "own", true],
    ["p/core/__init__.py", 120, "own", false],
    ["p/plugin_upload.py", 3400, "own", false],
    ["p/resources_rc.py", 90_000, "own", false],
    ["p/ui_dialog.py", 9000, "own", false],
    ["p/test/qgis_interface.py", 6000, "test", false],
    ["p/libs/six/six.py", 30_000, "vendored", true],
  ])("%s, %i bytes, %s: %s", (path, sizeBytes, pathClass, expected) => {
    expect(isCompared({ path, sizeBytes, pathClass })).toBe(expected);
  });
});

describe("three plugins of different people", () => {
  it.each<[string, string[][], boolean]>([
    ["two others of two people", [["ann"], ["ben"]], true],
    ["one other", [["ann"]], false],
    ["two of the same person", [["ann"], ["ann"]], false],
    [
      "two that somebody edits both",
      [
        ["ann", "zoe"],
        ["ben", "zoe"],
      ],
      false,
    ],
    ["a team that edits both does not hide them", [["ann", "ben"], ["ann"], ["ben"]], true],
    ["nobody's plugins are somebody's each", [[], []], true],
    ["none", [], false],
  ])("%s", (_what, others, expected) => {
    expect(isShared(others)).toBe(expected);
  });
});

describe("the copy that a file is part of", () => {
  const foldersOf = (compared: string[], shared: string[]) =>
    [...groupShared(compared, new Set(shared))].map(([path, { folder, library }]) => [path, folder, library]);

  it("its folder when that is mostly shared, with what lies below", () => {
    const library = ["p/core/antlr/lexer.py", "p/core/antlr/parser.py", "p/core/antlr/tree/node.py"];
    expect(foldersOf(["p/main.py", "p/core/mine.py", ...library], library)).toEqual(
      library.map((path) => [path, "p/core/antlr/", "antlr"]),
    );
  });

  it("a patched file of it is no copy, and does not make the others single files", () => {
    const all = ["p/antlr/a.py", "p/antlr/b.py", "p/antlr/patched.py"];
    const grouped = groupShared(all, new Set(all.slice(0, 2)));
    expect([...grouped.keys()]).toEqual(all.slice(0, 2));
    expect(grouped.get("p/antlr/a.py")?.folder).toBe("p/antlr/");
  });

  it("alone among the author's own files, in the plugin's folder, or without company", () => {
    expect(foldersOf(["p/core/odict.py", "p/core/mine.py", "p/core/more.py"], ["p/core/odict.py"])).toEqual([
      ["p/core/odict.py", "p/core/odict.py", "odict"],
    ]);
    expect(foldersOf(["p/a.py", "p/b.py"], ["p/a.py", "p/b.py"])).toEqual([
      ["p/a.py", "p/a.py", "a"],
      ["p/b.py", "p/b.py", "b"],
    ]);
    expect(foldersOf(["p/util/odict.py"], ["p/util/odict.py"])).toEqual([["p/util/odict.py", "p/util/odict.py", "odict"]]);
  });

  it("two libraries beside each other are two, and the author's folder around them is none", () => {
    const shared = ["p/core/one/a.py", "p/core/one/b.py", "p/core/two/a.py", "p/core/two/b.py"];
    const folders = foldersOf(["p/core/mine.py", ...shared], shared).map(([, folder]) => folder);
    expect(folders).toEqual(["p/core/one/", "p/core/one/", "p/core/two/", "p/core/two/"]);
  });
});
