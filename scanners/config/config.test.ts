import { describe, expect, it } from "vitest";
import { cpuMs } from "@/tests/helpers/cpu-time";
import { compilePattern } from "./fnmatch";
import { parseIni } from "./ini";
import { interpolate } from "./interpolation";

function read(text: string) {
  const { sections, problem } = parseIni(text);
  if (problem) return problem.line;
  return Object.fromEntries([...sections].map(([name, section]) => [name, Object.fromEntries([...section].map(([k, v]) => [k, v.value]))]));
}

describe("ini files, as Python's configparser reads them", () => {
  it.each([
    ["[flake8]\nIgnore = E501,\n  W605\n# c\n\nselect: F\n", { flake8: { ignore: "E501,\nW605", select: "F" } }],
    ["[DEFAULT]\nx = 1\n[a]\ny = 2 ; kept\n", { a: { x: "1", y: "2 ; kept" } }],
    ["[a]\r\n  k = v\r\n   more\r\n  l = w", { a: { k: "v\nmore", l: "w" } }],
    ["k = v\n[a]\n", 1],
    ["[a]\nk = v\nk: w\n", 3],
    ["[a]\n[b]\n[a]\n", 3],
    ["[a]\nno value\n", 2],
    ["\uFEFF[a]\nk = v\n", 1],
  ])("%j", (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it("fills in references as Bandit's reader does", () => {
    const section = (text: string) => interpolate(parseIni(`[a]\n${text}`).sections.get("a") ?? new Map());
    expect(section("x = 1\ny = %(X)s%%\n")?.get("y")).toBe("1%");
    for (const text of ["x = %", "x = %(y)s", "x = %(x)s"]) expect(section(text)).toBeNull();
    const growing = Array.from({ length: 9 }, (_, index) => `k${index + 1} = ${`%(k${index})s`.repeat(40)}`);
    expect(section(`k0 = aaaaaaaaaa\n${growing.join("\n")}\n`)).toBeNull();
  });
});

describe("shell patterns, as Python's fnmatch reads them", () => {
  it.each([
    ["*.py", "a/b.py", true],
    ["test?/*", "test1/x/y.py", true],
    ["[!a]b", "ab", false],
    ["[]a]", "]", true],
    ["[c-a]", "b", false],
    ["[b-]x", "-x", true],
    ["[ab", "[ab", true],
    ["A.py", "a.py", false],
  ])("%s on %s: %s", (pattern, name, expected) => {
    expect(compilePattern(pattern)(name)).toBe(expected);
  });

  it("takes no more than a moment for what would make a backtracking matcher hang", () => {
    const started = cpuMs();
    expect(compilePattern("*a".repeat(500))(`${"a".repeat(5_000)}!`)).toBe(false);
    expect(cpuMs() - started).toBeLessThan(4_000);
  });
});
