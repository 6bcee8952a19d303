import { expect, it } from "vitest";
import { parseIni } from "./metadata-ini";

/** What CPython's configparser gave for each, called as QGIS Desktop calls it, without interpolation. `npm run zip-compare` asks it about thousands more. */
const READ: readonly [name: string, text: string, values: Record<string, string>][] = [
  ["a value", "[general]\nname=Tool\n", { name: "Tool" }],
  ["spaces around", "[general]\n name \t=  Tool  \n", { name: "Tool" }],
  ["a colon", "[general]\nname: Tool\n", { name: "Tool" }],
  ["the first of two delimiters", "[general]\nhomepage: https://example.org/?a=b\n", { homepage: "https://example.org/?a=b" }],
  ["a delimiter in the value", "[general]\nname=a:b=c\n", { name: "a:b=c" }],
  ["a key with a space", "[general]\nmy key = x\n", { "my key": "x" }],
  ["an empty value", "[general]\nname=\n", { name: "" }],
  ["a further line", "[general]\nabout=one\n  two\n\tthree\n", { about: "one\ntwo\nthree" }],
  ["a further line that looks like a key", "[general]\nabout=one\n  two=three\n", { about: "one\ntwo=three" }],
  ["a further line that looks like a section", "[general]\nabout=one\n  [other]\n", { about: "one\n[other]" }],
  ["a value that begins on the next line", "[general]\nabout=\n  one\n", { about: "\none" }],
  ["an empty line inside a value", "[general]\nabout=one\n\n  two\n", { about: "one\n\ntwo" }],
  ["a line of blanks inside a value", "[general]\nabout=one\n   \t\n  two\n", { about: "one\n\ntwo" }],
  ["empty lines behind a value", "[general]\nabout=one\n\n\nname=x\n", { about: "one", name: "x" }],
  ["a comment inside a value", "[general]\nabout=one\n  # not this\n  two\n", { about: "one\ntwo" }],
  ["a comment at the margin inside a value", "[general]\nabout=one\n; not this\n  two\n", { about: "one\ntwo" }],
  ["no comment behind a value", "[general]\nname=one ; two # three\n", { name: "one ; two # three" }],
  ["a percent sign", "[general]\nabout=100% of %(this)s\n", { about: "100% of %(this)s" }],
  ["indented keys", "[general]\n  name=x\n  about=y\n", { name: "x", about: "y" }],
  ["a key less indented", "[general]\n  name=x\nabout=y\n", { name: "x", about: "y" }],
  ["a key more indented than the one before", "[general]\nname=x\n  about=y\n", { name: "x\nabout=y" }],
  ["a no-break space in front", "[general]\nabout=one\n\u00a0two\n", { about: "one\ntwo" }],
  ["an ideographic space behind", "[general]\nname=one\u3000\n", { name: "one" }],
  ["a byte order mark inside", "[general]\nname=\ufeffone\ufeff\n", { name: "\ufeffone\ufeff" }],
  ["Windows line ends", "[general]\r\nname=x\r\nabout=one\r\n  two\r\n", { name: "x", about: "one\ntwo" }],
  ["old line ends of macOS", "[general]\rname=x\rabout=one\r  two\r", { name: "x", about: "one\ntwo" }],
  ["no line end at the end", "[general]\nname=x", { name: "x" }],
  ["another section", "[general]\nname=x\n[other]\nname=y\n", { name: "x" }],
  ["a section before", "[other]\nname=y\n[general]\nname=x\n", { name: "x" }],
  ["text behind a section", "[general] and more\nname=x\n", { name: "x" }],
  ["brackets in a section", "[a]b]\nname=y\n[general]\nname=x\n", { name: "x" }],
  ["defaults", "[DEFAULT]\nname=x\nabout=y\n[general]\nabout=z\n", { about: "z", name: "x" }],
  ["defaults behind, twice", "[general]\nabout=z\n[DEFAULT]\nname=x\n[DEFAULT]\ntags=y\n", { about: "z", name: "x", tags: "y" }],
  ["a further line right behind a section", "[general]\n  name=x\n   more\n", { name: "x\nmore" }],
  ["a comment with a section", "#[other]\n[general]\nname=x\n", { name: "x" }],
  ["two keys with equal signs", "[general]\na==b\n", { a: "=b" }],
  // QGIS writes keys in lower case; contracts.md keeps the case of ours.
  ["letters beyond ASCII", "[general]\nautor=J\u00fcrgen\n\u00c4=x\n", { autor: "J\u00fcrgen", "\u00c4": "x" }],
];

it.each(READ)("reads %s as Python does", (_, text, values) => {
  const { general, problems } = parseIni(text);
  expect(problems).toEqual([]);
  expect(Object.fromEntries([...general].map(([key, value]) => [key, value.text]))).toEqual(values);
});

/** Python raises an exception for each, and QGIS does not load the plugin. */
it.each([
  ["a line before the section", "name=x\n[general]\n", "metadata-syntax", 1],
  ["a line without delimiter", "[general]\nname\n", "metadata-syntax", 2],
  ["a value without key", "[general]\n=x\n", "metadata-syntax", 2],
  ["a key twice", "[general]\nname=x\nname=y\n", "metadata-duplicate-key", 3],
  ["a key in two cases", "[general]\nname=x\n\nName=y\n", "metadata-duplicate-key", 4],
  ["a section twice", "[general]\nname=x\n[general]\nabout=y\n", "metadata-duplicate-section", 3],
  ["a section that is not closed", "[general\nname=x\n", "metadata-syntax", 1],
  ["an empty section", "[]\n[general]\nname=x\n", "metadata-syntax", 1],
  ["a further line behind a section", "[general]\nname=x\n[other]\n  more\n", "metadata-syntax", 4],
  ["a key of the defaults twice", "[DEFAULT]\na=x\n[general]\nname=y\n[DEFAULT]\nA=z\n", "metadata-duplicate-key", 6],
  ["a vertical tab", "[general]\nabout=one\u000btwo\n", "metadata-invisible-character", 2],
  ["a line separator", "[general]\nname=x\nabout=one\u2028experimental=True\n", "metadata-invisible-character", 3],
  ["a next-line character in a comment", "[general]\n# one\u0085name=two\n", "metadata-invisible-character", 2],
  ["a NUL", "[general]\nname=x\0\n", "metadata-invisible-character", 2],
])("says where %s stands", (_, text, code, line) => {
  expect(parseIni(text).problems.map((problem) => [problem.code, problem.level, problem.line])).toEqual([[code, "error", line]]);
});

it("tells all of them at once", () => {
  const text = "x\n[general]\nname=a\nname=b\nbroken\n=c\n[general]\nabout=\u2029\n";
  expect(parseIni(text).problems.map((problem) => problem.line)).toEqual([1, 4, 5, 6, 7, 8]);
});
