import { describe, expect, it } from "vitest";
import { banditIssues } from "@/tests/builders/bandit-issues";

// Everything below was run through Bandit 1.9.4, too, which gives the same.
describe("logging settings from a port", () => {
  it.each<readonly [code: string, expected: readonly string[]]>([
    [
      "import logging.config\nlogging.config.listen(9999)\nlogging.config.listen(verify=None)\nlogging.config.listen(9999, x)\nsocket.listen()",
      ["2 B612 medium/high", "4 B612 medium/high"],
    ],
    ["from logging.config import listen as wait\nwait()\nlisten()", ["2 B612 medium/high"]],
  ])("%s", (code, expected) => {
    expect(banditIssues(code, ["B612"])).toEqual(expected);
  });
});
