import { describe, expect, it } from "vitest";
import { cpuMs } from "@/tests/helpers/cpu-time";
import { PythonFile } from "../../../python/python-file";
import { findPycodestyle } from "./find-pycodestyle";

function found(code: string): string {
  const file = new PythonFile({ path: "demo/a.py", bytes: Buffer.from(code), mode: null });
  expect(file.problem).toBeNull();
  const rows: string[] = [];
  findPycodestyle(file, (rule, line) => rows.push(`${rule}:${line}`));
  return rows.sort().join(" ");
}

// Checked with flake8 7.3.0 (pycodestyle 2.14.0) on CPython 3.12.
describe("pycodestyle's codes", () => {
  it.each([
    ["if a == None or None != b: pass\n", "E711:1 E711:1"],
    ["x = a == None == b\n", "E711:1"],
    ["x = None == (a)\n", ""],
    ["x = xNone == y\n", ""],
    ["x = [a ==\n     True]\n", "E712:1"],
    ["x = '''\n''' != False\n", "E712:2"],
    ["if f('a == None'): pass  # b == None\n", ""],
    ["if not a in b: pass\n", "E713:1"],
    ["if not a.b is c or not d in e: pass\n", "E714:1"],
    ["if not f(a) in b: pass\nx = a is not b\n", ""],
    ["if type(a) == type(b.c): pass\n", "E721:1"],
    ["if type(a) == type(b): pass\nif int == type(a): pass\n", "E721:1"],
    ["if x.type(a) == b or mytype(a) == c: pass\n", ""],
    ["try: pass\nexcept  :\n    pass\n", "E722:2"],
    ["f = lambda: 0\nf.g = lambda: 0\nh: T = lambda: 0\nf(a=lambda: 0)\n", "E731:1"],
    ["f = \\\n    lambda x: {1: 2}\n", "E731:1"],
  ])("%j: %s", (code, expected) => {
    expect(found(code)).toBe(expected);
  });

  it.each([
    ["l = 1\nfor O in I: pass\nimport x as I\nf(l=2)\nl += 1\n", "E741:1 E741:2 E741:3"],
    ["def f(a, l, *, I=1): pass\ng = map(lambda O: 0, x)\n", "E741:1 E741:1 E741:2"],
    ["class I: pass\ndef l(): pass\n", "E742:1 E743:2"],
    ["if (l := 1): pass\nx = a[l:O]\n", "E741:1"],
    // Two blocks that end at once hide the name behind them: so does pycodestyle.
    ["if a:\n    if b:\n        pass\nl = 1\nif a:\n    pass\nl = 1\n", "E741:7"],
  ])("%j: %s", (code, expected) => {
    expect(found(code)).toBe(expected);
  });

  it.each([
    ["x = '\\d' r'\\d', b'\\d\\n'\n", "W605:1 W605:1"],
    ["x = '''a\n\\d\\\n  \\w'''\n", "W605:2 W605:3"],
    ["x = f'\\d{a}' rf'\\d{a}\\d'\n", "W605:1"],
    ["x = f'\\d{f(r'\\d')}\\w'\n", "W605:1 W605:1"],
  ])("%j: %s", (code, expected) => {
    expect(found(code)).toBe(expected);
  });

  it.each([
    ["if a:\n    b\nif c:\n\td\n", "E101:4"],
    ["if a:\n\tb\n\tc = '''\n  d\n'''\n", "E101:4"],
    ["if a:\n    b\nx = f'''{\n\ty\n}\n\tz\n'''\n", "E101:4 E101:4 E101:6"],
    ["if a:\n\tb(c,\n\t  d)\n", "E101:3"],
    ["if a:\n\tb\n\n\tc\n", ""],
  ])("%j: %s", (code, expected) => {
    expect(found(code)).toBe(expected);
  });

  it("takes long hostile lines in its stride", () => {
    const started = cpuMs();
    const lines = ["a == None == ", "not ", "type( == ", "lambda l: ", "'\\d' "].map((piece) => `x = ${piece.repeat(20_000)}`);
    for (const line of [...lines, `x = not${"\t".repeat(50_000)}y in z`]) {
      const file = new PythonFile({ path: "demo/a.py", bytes: Buffer.from(`${line}\n`), mode: null });
      findPycodestyle(file, () => undefined);
    }
    expect(cpuMs() - started).toBeLessThan(12_000);
  });
});
