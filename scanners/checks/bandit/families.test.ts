import { describe, expect, it } from "vitest";
import { cpuMs } from "@/tests/helpers/cpu-time";
import type { RawFinding } from "../../core/check";
import type { PyNode } from "../../python/ast";
import { PythonFile } from "../../python/python-file";
import type { PythonFiles } from "../../python/python-files";
import { check } from "./check";
import { findIssues, type TestFailure } from "./visit";

function fileOf(code: string): PythonFile {
  return new PythonFile({ path: "demo/a.py", bytes: Buffer.from(code), mode: null });
}

/** Findings, as `line code severity/confidence`; those of import statements only when asked for. */
function issues(code: string, withImports = false): string[] {
  const file = fileOf(code);
  if (!file.tree) throw new Error(file.problem?.message);
  const failures: TestFailure[] = [];
  const found = findIssues(file, file.tree, failures);
  expect(failures).toEqual([]);
  return found
    .filter((one) => withImports || !one.code.startsWith("B4"))
    .map((one) => `${one.line} ${one.code} ${one.toolSeverity}/${one.confidence}`);
}

type Case = readonly [code: string, expected: readonly string[]];

// Everything below was run through Bandit 1.9.4, too, which gives the same.
describe("calls on the list", () => {
  it.each<Case>([
    ["import random as pickle\npickle.random()", ["2 B311 low/high"]],
    ["from a import b as eval\neval(x)", []],
    ["def f():\n  from os import x as eval\nclass A:\n  eval(x)", []],
    ["import pickle as a\na.loads(x)\nb.a.loads(x)\na.b.loads(x)", ["2 B301 medium/high"]],
    ["eval(eval(x))\nx.eval(y)\n@eval('a')\ndef f(): pass", ["1 B307 medium/high", "1 B307 medium/high", "3 B307 medium/high"]],
    ["from urllib import request as r\nr.urlopen(u)\nr.Request(u)", ["2 B310 medium/high"]],
    ["from pickle import loads as __import__\n__import__(x)", []],
    ["ｅval(x)", ["1 B307 medium/high"]],
  ])("%s", (code, expected) => {
    expect(issues(code)).toEqual(expected);
  });
});

describe("imports on the list", () => {
  it.each<Case>([
    ["import os, telnetlib3, pickle", ["1 B401 high/high"]],
    ["from xml.etree import ElementTree as E\nfrom xml import etree\nimport xml.etree", ["1 B405 low/high"]],
    ["from . import dill\nfrom .shelve import x\nfrom a import pickle", ["1 B403 low/high", "2 B403 low/high"]],
    ["import Crypto\nfrom Crypto import Cipher, Hash", ["2 B413 high/high"]],
    ["__import__('telnetlib')\n__import__(name)\n__import__('xml.sax')\n__import__()", ["1 B401 high/high", "3 B406 low/high"]],
    [
      "import importlib as i\ni.import_module(name='dill')\ni.import_module(a.ftplib)\ni.import_module()",
      ["2 B403 low/high", "3 B402 high/high"],
    ],
  ])("%s", (code, expected) => {
    expect(issues(code, true)).toEqual(expected);
  });
});

describe("passwords", () => {
  it.each<Case>([
    ["my_pass = 'a'\nmypass = 'b'\npwd = x = 'c'\npaswd += 'd'\ntoken: str = 'e'", ["1 B105 low/medium", "3 B105 low/medium"]],
    ["d['token'] = 'x'\nd['token'] = b'x'\nx = d['token']\n'token'[0] = 'x'", ["1 B105 low/medium", "4 B105 low/medium"]],
    ["x = {'pwd': 1, 'token': f(), 'password': None, 'a': 'secret'}", ["1 B105 low/medium", "1 B105 low/medium"]],
    ["pwd == 'a' == b\n'a' == pwd\nx.token != 'b'\npwd in ('c',)", ["1 B105 low/medium", "3 B105 low/medium"]],
    ["f(a=1,\n  pwd='x', token='y')\nf(**'x', pwd='y')\nf(pwd=b'x')", ["2 B106 low/medium"]],
    [
      "def f(a, pwd='x', *, token='y'): pass\nasync def f(pwd='x'): pass\ndef f(a, pwd, /, token='x'): pass",
      ["1 B107 low/medium", "3 B107 low/medium"],
    ],
  ])("%s", (code, expected) => {
    expect(issues(code)).toEqual(expected);
  });
});

describe("files, servers and errors", () => {
  it.each<Case>([
    ["os.chmod(p, 0o777)\nx.lchmod(p, 0o755)\nos.chmod(p, 0o644)\nos.chmod(p, mode=7)", ["1 B103 high/high", "2 B103 medium/high"]],
    ["os.chmod(p, 511.0)\nos.chmod(p, 0xfff_ffff_ffff_ffff_ffff)\nos.chmod(p, True)\nchmod()(p, 7)", ["2 B103 high/high"]],
    [
      "'0.0.0.0'\nx = '0.0.' '0.0'\nf'0.0.0.0'\nb'0.0.0.0'\n[f'{a}/tmp', '/tmpx']",
      ["2 B104 medium/medium", "3 B104 medium/medium", "5 B108 medium/medium", "5 B108 medium/medium"],
    ],
    ["match a:\n  case '/tmp' | b'/tmp': pass", ["2 B108 medium/medium"]],
    [
      "import requests as r\nr.get(u)\nr.get(u, timeout=f())\nr.get(u, timeout=3)\nr.get(u, timeout=None)\nr.Session().get(u)",
      [2, 3, 5, 6].map((line) => `${line} B113 medium/low`).slice(0, 3),
    ],
    ["import httpx\nhttpx.get(u)\nhttpx.Client(timeout=None)", ["3 B113 medium/low"]],
    ["import flask\na.run(\n  debug=True)\nrun(debug=True)\na.run(debug=1)", ["3 B201 high/medium"]],
    [
      "import tarfile\nt.extractall()\nt.extractall(members=f(t))\nt.extractall(members=m)\nt.extractall(members=a.f())\nt.extractall(filter='data')",
      ["2 B202 high/high", "3 B202 low/low", "4 B202 medium/medium"],
    ],
    ["import tarfile as t\nt.extractall(x={[1]})", []],
    ["try: a\nexcept: pass\ntry: a\nexcept ValueError: pass\ntry: a\nexcept Exception as e: ...", ["2 B110 low/high"]],
    ["for a in b:\n  try: a\n  except Exception: continue\n  except (Exception,): continue", ["3 B112 low/high"]],
    ["assert a\nassert (b), c", ["1 B101 low/high", "2 B101 low/high"]],
  ])("%s", (code, expected) => {
    expect(issues(code)).toEqual(expected);
  });
});

describe("a finding's statement", () => {
  it("is the same with and without comments, and short inside a long list", () => {
    const statement = (code: string) => {
      const file = fileOf(code);
      return file.tree ? findIssues(file, file.tree, []).map((one) => one.statement) : [];
    };
    expect(statement("f(\n  eval(a),  # why\n  'é', exec(  # é\n    b))\n")).toEqual(["eval(a)", "exec( b)"]);
    expect(statement(`x = [\n${"  '/tmp',\n".repeat(20)}]\n`)[3]).toBe("'/tmp'");
    expect(statement("path = '/tmp'\n")).toEqual(["path = '/tmp'"]);
  });
});

describe("a test that fails", () => {
  it("keeps nothing back that the others found, and is named", () => {
    const file = fileOf("f(password='x')\nexec(a)\n");
    const tree = file.tree as PyNode;
    const keyword = tree.body[0].value.keywords[0];
    Object.defineProperty(keyword, "arg", {
      get: () => {
        throw new TypeError("broken");
      },
    });
    const failures: TestFailure[] = [];
    expect(findIssues(file, tree, failures).map((one) => one.code)).toEqual(["B102"]);
    expect(failures.map(({ code, path }) => `${code} ${path}`)).toContain("B106 demo/a.py");
    const python = { [Symbol.iterator]: () => [file, fileOf("exec(b)\n")].values() } as unknown as PythonFiles;
    const whole = { topFolder: "demo", files: [], inflatedBytes: 0, contentDigest: "" };
    const all = check.run({ package: whole, files: [], python, signal: new AbortController().signal }) as Iterable<RawFinding>;
    const found: string[] = [];
    const readAll = () => {
      for (const one of all) found.push(one.code);
    };
    expect(readAll).toThrow(/B106 on demo\/a\.py \(TypeError\)/);
    expect(found).toEqual(["B102", "B102"]);
  });
});

describe("hostile files", () => {
  it.each([
    ["a dictionary of passwords", `x = {${"'token': '/tmp', ".repeat(40_000)}}\n`],
    ["a function with many defaults", `def f(${Array.from({ length: 20_000 }, (_, at) => `a${at}='/tmp'`).join(", ")}): pass\n`],
    ["one long line with a letter of two bytes", `x = ['é', ${"'/tmp', ".repeat(60_000)}]\n`],
    ["many pragmas in one statement", `x = [\n${"  '/tmp',  # nosec B101\n".repeat(30_000)}]\n`],
    ["many imports, asked for often", `${Array.from({ length: 5_000 }, (_, at) => `import a${at}\nb.run(debug=True)`).join("\n")}\n`],
  ])("%s", (_what, code) => {
    const started = cpuMs();
    const file = fileOf(code);
    if (!file.tree) throw new Error(file.problem?.message);
    findIssues(file, file.tree, []);
    expect(cpuMs() - started).toBeLessThan(16_000);
  });
});
