import { expect, test } from "vitest";
import { codePieces } from "./code-options";

const shown = (code: string) => codePieces(code).map(({ text, isOption }) => (isOption ? `[${text}]` : text));

test("an option is one piece, with what it sets; the rest of a command may break", () => {
  expect(shown("git update-index --chmod=-x <file>")).toEqual(["git update-index ", "[--chmod=-x]", " <file>"]);
  expect(shown("--fix-diff mend.patch")).toEqual(["[--fix-diff]", " mend.patch"]);
  expect(shown("-p2")).toEqual(["[-p2]"]);
});

test("what is no option, or too long for a narrow line, stays as it is", () => {
  for (const code of ["my_plugin/some-folder/--file.py", "a-b", `--${"x".repeat(60)}`, "qgis-plugin-ci"])
    expect(shown(code)).toEqual([code]);
});
