import { describe, expect, it } from "vitest";
import { banditIssues } from "@/tests/builders/bandit-issues";

// Everything below was run through Bandit 1.9.4, too, which gives the same.
describe("commands that a shell reads", () => {
  it.each<readonly [code: string, expected: readonly string[]]>([
    [
      'import subprocess\nsubprocess.run("ls", shell=True)\nsubprocess.run("ls " + x, shell=True)\nsubprocess.run(x, shell=False)',
      ["2 B602 low/high", "3 B602 high/high"],
    ],
    ['from subprocess import Popen as start\nstart(\n  f"{x}",\n  shell=1,\n)\nstart(shell=True)', ["4 B602 high/high"]],
    [
      'import subprocess as s\ns.call(x, shell=[])\ns.call(x, shell=[0])\ns.call(x, shell={})\ns.call(x, shell=())\ns.call(x, shell="")\ns.call(x, shell=0j)\ns.call(x, shell=None)\ns.call(x, shell=y)\ns.call(x, shell=...)',
      ["3 B602 high/high", "5 B602 high/high", "9 B602 high/high", "10 B602 high/high"],
    ],
    [
      "# Bandit fails on a list in a set.\nimport subprocess\nsubprocess.run(x, {[1]}, shell=True)\nsubprocess.run(x, y={[1]}, shell=True)\nsubprocess.run(x, {1}, shell=True)",
      ["5 B602 high/high"],
    ],
    [
      'run(x, shell=True)\nself.run(x, shell="a")\na[0](shell=y)\nrun(x, shell=False)\nrun(**{"shell": True})',
      ["1 B604 medium/low", "2 B604 medium/low", "3 B604 medium/low"],
    ],
    [
      'import os\nfrom commands import getoutput\nos.system("ls")\nos.popen(x)\ngetoutput("a %s" % x)\nos.system()\nos.system(command=x)',
      ["3 B605 low/high", "4 B605 high/high", "5 B605 high/high"],
    ],
    ["from os import system as popen\npopen(x)\ndef system(x): pass\nsystem(x)", ["2 B605 high/high"]],
    [
      'import os, subprocess\nos.system("chmod 644 *")\nos.system("target *")\nos.system("rsync a b")\nos.system("chown x " + "*")\nos.popen(["tar", x, "*"])\nsubprocess.call(["tar *"], shell=True)\nsubprocess.call("tar *")\nsubprocess.call("tar *", shell=1)\nos.system([["\\tar *"]])\nos.system([("a", b"tar"), "*"])',
      [
        "2 B605 low/high",
        "2 B609 high/medium",
        "3 B605 low/high",
        "3 B609 high/medium",
        "4 B605 low/high",
        "5 B605 high/high",
        "6 B605 high/high",
        "6 B609 high/medium",
        "7 B602 high/high",
        "7 B609 high/medium",
        "9 B602 low/high",
        "10 B605 high/high",
        "10 B609 high/medium",
        "11 B605 high/high",
        "11 B609 high/medium",
      ],
    ],
  ])("%s", (code, expected) => {
    expect(banditIssues(code, ["B602", "B604", "B605", "B609"])).toEqual(expected);
  });
});
