import { describe, expect, it } from "vitest";
import { banditIssues } from "@/tests/builders/bandit-issues";

// Everything below was run through Bandit 1.9.4, too, which gives the same.
describe("questions over SNMP", () => {
  it.each<readonly [code: string, expected: readonly string[]]>([
    [
      'from pysnmp.hlapi import CommunityData, UsmUserData\nCommunityData(x, mpModel=0)\nCommunityData(x, mpModel=1.0)\nCommunityData(x, mpModel=2)\nCommunityData(x, mpModel=False)\nCommunityData(x, 0)\nCommunityData(x, mpModel="0")\nUsmUserData(a)\nUsmUserData(a, b, c)\nUsmUserData(a, authKey=b, privKey=c)\nUsmUserData(*a)',
      ["2 B508 medium/high", "3 B508 medium/high", "8 B509 medium/high", "10 B509 medium/high", "11 B509 medium/high"],
    ],
    ["from pysnmp.hlapi import *\nUsmUserData(a)\nimport pysnmp.hlapi\npysnmp.hlapi.UsmUserData(a)", ["4 B509 medium/high"]],
  ])("%s", (code, expected) => {
    expect(banditIssues(code, ["B508", "B509"])).toEqual(expected);
  });
});
