import { describe, expect, it } from "vitest";
import { PythonFile } from "@/scanners/python/python-file";
import { banditIssues } from "@/tests/builders/bandit-issues";
import { detect } from "./detect";

// Everything below was run through Bandit 1.9.4, too, which gives the same.
describe("characters that turn the text around", () => {
  it.each<readonly [code: string, expected: readonly string[]]>([
    ['a = 1\nb = "\u202e"\nc = "\u2066"', ["2 B613 high/medium"]],
    ["# \u200f", ["1 B613 high/medium"]],
    ["# \u200e \ufeff \u200b", []],
    ['a = """\f\u001c\n\u2069"""', ["4 B613 high/medium"]],
    ["# nosec\n\n# \u202a", []],
    ["a = 1  # nosec B613\n# \u202a", []],
    ["# \u202a nosec B613", ["1 B613 high/medium"]],
    ["# \u202a # nosec B613", []],
  ])("%s", (code, expected) => {
    expect(banditIssues(code, ["B613"])).toEqual(expected);
  });
});

describe("the finding's identity", () => {
  const statementOf = (code: string) =>
    detect.File?.[0]?.test({ file: new PythonFile({ path: "demo/plugin.py", bytes: Buffer.from(code), mode: null }) })?.statement;
  const known = 'NAME = "\u200f"\n';

  it("stays when a pragma is put behind it or other lines change", () => {
    expect(statementOf(`import os\nNAME = "\u200f"  # nosec B613 - a name in Hebrew\n`)).toBe(statementOf(known));
  });

  it.each([`${known}# \u202e\n`, 'NAME = "\u200f"  # nosec B613 - \u202e\n'])("changes when another character is added: %j", (code) => {
    expect(statementOf(code)).not.toBe(statementOf(known));
  });
});
