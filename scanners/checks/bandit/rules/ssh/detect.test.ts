import { describe, expect, it } from "vitest";
import { banditIssues } from "@/tests/builders/bandit-issues";

// Everything below was run through Bandit 1.9.4, too, which gives the same.
describe("connections over SSH", () => {
  it.each<readonly [code: string, expected: readonly string[]]>([
    [
      'import paramiko\nc.set_missing_host_key_policy(paramiko.AutoAddPolicy())\nc.set_missing_host_key_policy(paramiko.WarningPolicy)\nc.set_missing_host_key_policy(RejectPolicy())\nc.set_missing_host_key_policy("AutoAddPolicy")\nc.set_missing_host_key_policy(policy=AutoAddPolicy())\nc.set_missing_host_key_policy(f()())',
      ["2 B507 high/medium", "3 B507 high/medium"],
    ],
    [
      'from x.paramiko_tools import y\nset_missing_host_key_policy(AutoAddPolicy)\na.b().exec_command("ls")\nx.exec_commands()',
      ["2 B507 high/medium", "3 B601 medium/medium"],
    ],
    ["c.exec_command(x)\nimport paramiko\nc.exec_command(x)", ["3 B601 medium/medium"]],
  ])("%s", (code, expected) => {
    expect(banditIssues(code, ["B507", "B601"])).toEqual(expected);
  });
});
