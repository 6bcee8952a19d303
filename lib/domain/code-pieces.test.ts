import { expect, test } from "vitest";
import { codePieces } from "./code-pieces";

const shown = (code: string) => codePieces(code).map(({ text, isWhole }) => (isWhole ? `[${text}]` : text));

test("an option is one piece, with what it sets, and so is a name with a hyphen; the rest of a command may break", () => {
  expect(shown("git update-index --chmod=-x <file>")).toEqual(["git ", "[update-index]", " ", "[--chmod=-x]", " <file>"]);
  expect(shown("--fix-diff mend.patch")).toEqual(["[--fix-diff]", " mend.patch"]);
  for (const name of ["-p2", "suspicious-files", "export-ignore", "qgis-plugin-ci"]) expect(shown(name)).toEqual([`[${name}]`]);
});

test("what has no hyphen, or is too long for a narrow line, stays as it is", () => {
  for (const code of ["my_plugin/some-folder/--file.py", "a_b c", `--${"x".repeat(60)}`]) expect(shown(code)).toEqual([code]);
});
