import { describe, expect, it } from "vitest";
import { check } from "../checks/bandit/check";
import { PythonFiles } from "../python/python-files";
import { banditConfig } from "./bandit-config";

const CODE = "import subprocess\nimport pickle\nassert eval(a)\n";
const PATHS = ["demo/a.py", "demo/tests/b.py"];

function packageWith(config: string | Uint8Array) {
  const file = (path: string, bytes: Uint8Array) => ({ path, bytes, mode: null });
  const files = [file("demo/.bandit", Buffer.from(config)), ...PATHS.map((path) => file(path, Buffer.from(CODE)))];
  return { topFolder: "demo", files, inflatedBytes: 0, contentDigest: "" };
}

/** What stays open, as `file code`, with the path inside the folder. */
async function open(config: string) {
  const whole = packageWith(config);
  const context = { package: whole, files: whole.files, python: new PythonFiles(whole), signal: new AbortController().signal };
  const found = [...(await check.run(context))];
  expect(found).toHaveLength(8);
  for (const { suppression } of found) if (suppression) expect(suppression).toMatchObject({ by: "config", ruleSpecific: false });
  return found.filter((one) => !one.suppression).map((one) => `${one.path.slice(5)} ${one.code}`);
}

const ALL = ["a.py", "tests/b.py"].flatMap((path) => ["B404", "B403", "B101", "B307"].map((code) => `${path} ${code}`));
const without = (...codes: string[]) => ALL.filter((one) => !codes.some((code) => one.includes(code)));

// Checked with `bandit -r demo` of Bandit 1.9.4 in the folder above; where that refuses to run at all, nothing is hidden.
describe(".bandit", () => {
  it.each([
    ["[bandit]\nskips: B101,B404\n", without("B101", "B404")],
    ["[bandit]\nskips = B101, B404\n", without("B101")],
    ["[bandit]\nSKIPS = B001\n", without("B403", "B404", "B307")],
    ["[bandit]\nskips = B001,B403\n", without("B403")],
    ["[bandit]\nskips = assert_used\n", ALL],
    ["[bandit]\ntests = B101,B307\n", without("B403", "B404")],
    ["[bandit]\ntests = B001\nskips = B307\n", without("B101", "B307")],
    ["[DEFAULT]\nskips = B101\n[bandit]\n", without("B101")],
    ["[bandit]\nexclude = tests\n", without("tests/")],
    ["[bandit]\nexclude = demo/tests\n", without("tests/")],
    ["[bandit]\nexclude = */b.py,nothing\n", without("tests/")],
    ["[bandit]\nexclude = ./demo/tests\n", ALL],
    ["[bandit]\nexclude = nothing,\n", []],
    ["[bandit]\nx = 1\ntests = %(x)s\n", ALL],
    ["[bandit]\ntests = B101\nskips = B101\n", ALL],
    ["[bandit]\nskips = B101%\n", ALL],
    ["[other]\nskips = B101\n", ALL],
    ["skips = B101\n", ALL],
  ])("%j", async (config, expected) => {
    expect(await open(config)).toEqual(expected);
  });

  it.each([
    ["[bandit]\nskips = B101, B404\n", [[2, /no blanks/]]],
    [
      "[bandit]\nexclude = a\nconfigfile = x.yaml\nlevel = 2\ncolour = red\n",
      [
        [3, /configfile/],
        [4, /level/],
        [5, /no such option/],
      ],
    ],
    ["[bandit]\nexclude = a,,b\n", [[2, /empty entry/]]],
    ["[bandit]\nskips = %\n", [[0, /percent sign/]]],
    [`[bandit]\nskips = ${"B101,".repeat(1_500)}\n`, [[2, /1000 entries/]]],
    [`[bandit]\nexclude = ${"a*".repeat(3_000)}\n`, [[2, /4000 characters/]]],
    ["#".repeat(70_000), [[0, /64 KB/]]],
    ["[bandit]\nformat = json\nrecursive = true\n", []],
  ] as [string, [number, RegExp][]][])("tells the author what is not followed: %.60j", (config, expected) => {
    const { problems } = banditConfig(packageWith(config));
    expect(problems.map((one) => one.line)).toEqual(expected.map(([line]) => line));
    for (const [index, [, words]] of expected.entries()) expect(problems[index]?.message).toMatch(words);
  });

  it("names the entry that hides a finding", async () => {
    const { settings } = banditConfig(packageWith("[bandit]\n\nskips = B101\n"));
    expect(settings?.skips.get("B101")).toEqual({ text: "skips = B101", line: 3 });
  });

  it("reads only the one in the top folder", () => {
    const whole = packageWith("");
    const files = whole.files.map((file) => (file.path === "demo/.bandit" ? { ...file, path: "demo/tests/.bandit" } : file));
    expect(banditConfig({ ...whole, files })).toEqual({ settings: null, problems: [] });
  });
});
