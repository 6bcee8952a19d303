import { describe, expect, it } from "vitest";
import { PythonFile } from "../../python/python-file";
import { findIssues, type TestFailure } from "./visit";

function issues(code: string) {
  const file = new PythonFile({ path: "demo/a.py", bytes: Buffer.from(code), mode: null });
  if (!file.tree) throw new Error(file.problem?.message);
  const failures: TestFailure[] = [];
  const found = findIssues(file, file.tree, failures);
  expect(failures).toEqual([]);
  return found.map((one) => `${one.line} ${one.code} ${one.suppression ? (one.suppression.ruleSpecific ? "by name" : "bare") : "open"}`);
}

// Each expectation was read off Bandit 1.9.4's sources (manager.py, tester.py).
describe("nosec comments", () => {
  it.each([
    ["exec(a)  # nosec", "1 B102 bare"],
    ["exec(a)  #nosec", "1 B102 bare"],
    ["exec(a)  # nosec B102", "1 B102 by name"],
    ["exec(a)  # nosec: exec_used, B101", "1 B102 by name"],
    ["exec(a)  # nosec B101", "1 B102 open"],
    ["exec(a)  # nosec B101,B102", "1 B102 by name"],
    // Joined without a blank, only the last one counts.
    ["exec(a)  # nosec B102,B101", "1 B102 open"],
    // A word that names no test is passed over, and nothing is left: as if it were bare.
    ["exec(a)  # nosec trusted text", "1 B102 bare"],
    ["exec(a)  # NOSEC", "1 B102 open"],
    ['exec(a)  # see "nosec"', "1 B102 open"],
    ["exec(\n  a  # nosec B102\n)", "1 B102 by name"],
    ["exec(a, '''\n''',  # why\n  b)  # nosec", "1 B102 bare"],
    ["x = '# nosec'; exec(a)", "1 B102 open"],
  ])("%s", (code, expected) => {
    expect(issues(`${code}\n`)).toEqual([expected]);
  });

  it("looks at the line that the test names, too", () => {
    const code = "import subprocess as s\ns.call(\n  a,\n  shell=True,  # nosec B602\n)\n";
    expect(issues(code)).toEqual(["1 B404 open", "4 B602 by name"]);
  });

  it("looks at the whole statement for a text", () => {
    expect(issues('d = {\n  "a": 1,\n  "password": "x",  # nosec\n}\n')).toEqual(["3 B105 bare"]);
  });

  it.each([
    ["# nosec B102 - our own text", "our own text"],
    ["# nosec B102: our own text", "our own text"],
    ["# nosec: B102 our own text", "our own text"],
    ["# nosec B102, B103 # our own text", "our own text"],
    ["# nosec exec_used (our own text)", "our own text"],
    ["# nosec because it is our own text", "it is our own text"],
    ["# nosec B102 – von uns (geprüft)", "von uns (geprüft)"],
    ["# nosec B102", undefined],
    ["# nosec: B102, B103 --", undefined],
  ])("keeps the reason of %s", (comment, reason) => {
    const file = new PythonFile({ path: "demo/a.py", bytes: Buffer.from(`exec(a)  ${comment}\n`), mode: null });
    const suppression = file.tree && findIssues(file, file.tree, [])[0]?.suppression;
    expect(suppression).toMatchObject({ line: 1 });
    expect(suppression?.reason).toBe(reason);
  });
});

describe("Bandit's tests", () => {
  it.each([
    ["from os import system as s\ns('a' + b)", ["2 B605 open"]],
    ["import os.path as p, os\nos.popen(a)", ["2 B605 open"]],
    ["from . import subprocess", ["1 B404 open"]],
    // One import statement gives one finding, of the first entry on the list.
    ["import subprocess, pickle", ["1 B403 open"]],
    ["__import__('subprocess')", ["1 B404 open"]],
    ["import importlib\nimportlib.import_module('subprocess')", ["2 B404 open"]],
    ["import pickle as p\np.loads(x)", ["1 B403 open", "2 B301 open"]],
    ["import requests\nrequests.get(u, verify=False, timeout=9)", ["2 B501 open"]],
    ["import requests\nrequests.get(u, verify=not x, timeout=9)", []],
    ["import requests\nrequests.Session().get(u, verify=False)", []],
    [
      "self.db_password = 'x'\nd['token'] = 'y'\nif pwd == 'z': pass\nf(secret='w')",
      ["1 B105 open", "2 B105 open", "3 B105 open", "4 B106 open"],
    ],
    ["'''password'''\npasswords = 'x'\npassword = b'x'\npassword = f'x'", []],
  ])("%s", (code, expected) => {
    expect(issues(`${code}\n`)).toEqual(expected);
  });
});
