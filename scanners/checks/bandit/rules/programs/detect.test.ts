import { describe, expect, it } from "vitest";
import { banditIssues } from "@/tests/builders/bandit-issues";

// Everything below was run through Bandit 1.9.4, too, which gives the same.
describe("programs that are started", () => {
  it.each<readonly [code: string, expected: readonly string[]]>([
    [
      "import subprocess\nsubprocess.run(x)\nsubprocess.run(x,\n  shell=False)\nsubprocess.run(x, shell=True)\nsubprocess.Popen()",
      ["2 B603 low/high", "4 B603 low/high", "6 B603 low/high"],
    ],
    [
      'import os\nos.startfile(x)\nos.execl("/bin/a", "b")\nos.spawnvp(os.P_WAIT, "a")\nstartfile(x)',
      ["2 B606 low/medium", "3 B606 low/medium", "4 B606 low/medium"],
    ],
    [
      'import subprocess, os\nsubprocess.run(["git", x])\nsubprocess.run("git")\nsubprocess.run(["/bin/git"])\nsubprocess.run(["./git"])\nsubprocess.run(["C:\\\\git"])\nsubprocess.run("")\nsubprocess.run([])\nsubprocess.run([x, "git"])\nsubprocess.run(("git",))\nsubprocess.run(f"git")\nsubprocess.run(b"git")\nos.system("C:x")\nos.execl("a")',
      [
        "2 B603 low/high",
        "2 B607 low/high",
        "3 B603 low/high",
        "3 B607 low/high",
        "4 B603 low/high",
        "5 B603 low/high",
        "6 B603 low/high",
        "7 B603 low/high",
        "7 B607 low/high",
        "8 B603 low/high",
        "9 B603 low/high",
        "10 B603 low/high",
        "11 B603 low/high",
        "12 B603 low/high",
        "14 B606 low/medium",
        "14 B607 low/high",
      ],
    ],
  ])("%s", (code, expected) => {
    expect(banditIssues(code, ["B603", "B606", "B607"])).toEqual(expected);
  });
});
