import { expect, test } from "vitest";
import { highlightLines } from "./highlight";

const textOf = (lines: ReturnType<typeof highlightLines>) => lines.map((line) => line.map((token) => token.text).join(""));

test("colours Python and keeps every character", () => {
  const lines = ["def run(command):", "    return os.system(f'x {command}')  # hi", "", 'KEY = "••••••"'];
  const tokens = highlightLines("plugin/work.py", lines);
  expect(textOf(tokens)).toEqual(lines);
  // A blank behind it may be part of it; a machine that is very busy stops colouring there.
  expect(tokens[0]?.[0]).toEqual({ text: expect.stringMatching(/^def ?$/), className: "tok-keyword" });
});

test("a value of metadata.txt is text: an apostrophe begins nothing", () => {
  const lines = ["[general]", "name=My plugin", "about: Don't", "  go on = so", "tags=it's, x", "# it's so", "empty="];
  const tokens = highlightLines("my_plugin/metadata.txt", lines);
  expect(textOf(tokens)).toEqual(lines);
  expect(tokens.map((line) => line.map((token) => token.className))).toEqual([
    [null],
    ["tok-keyword", null],
    ["tok-keyword", null],
    [null],
    ["tok-keyword", null],
    ["tok-comment"],
    ["tok-keyword"],
  ]);
  expect(tokens[2]?.map((token) => token.text)).toEqual(["about:", " Don't"]);
});

test("other text files are prose", () => {
  expect(highlightLines("my_plugin/README.txt", ["Note: it's so"])).toEqual([[{ text: "Note: it's so", className: null }]]);
});

test("an unknown ending stays plain", () => {
  expect(highlightLines("LICENSE", ["a < b"])).toEqual([[{ text: "a < b", className: null }]]);
});

test("hostile lines neither hang nor vanish", () => {
  const lines = [`${"a".repeat(50_000)}!`, `${"(".repeat(20_000)}`, "'''".repeat(9_000), "\t ".repeat(30_000)];
  const start = performance.now();
  for (const ending of ["py", "ini", "json", "xml"]) expect(textOf(highlightLines(`x.${ending}`, lines))).toEqual(lines);
  expect(performance.now() - start).toBeLessThan(5_000);
});
