import { describe, expect, it } from "vitest";
import type { MailFinding } from "@/db/queries/email-content";
import { groupFindings, MOST_FINDINGS } from "./group-findings";

const finding = (ruleId: string, severity: MailFinding["severity"], line = 1, data: MailFinding["data"] = null): MailFinding => ({
  ruleId,
  severity,
  path: "sample/plugin.py",
  pathClass: "own",
  line,
  message: "Something.",
  data,
  isNew: false,
});
const many = (count: number, ruleId: string, severity: MailFinding["severity"]) =>
  Array.from({ length: count }, (_, index) => finding(ruleId, severity, count - index));

describe("groupFindings", () => {
  it("puts the worst first, places in the order of the file", () => {
    const { groups, more } = groupFindings([
      ...many(2, "bandit/B404", "info"),
      ...many(2, "flake8/E722", "warning"),
      ...many(3, "bandit/B602", "critical"),
    ]);
    expect(groups.map((group) => [group.ruleId, group.total])).toEqual([
      ["bandit/B602", 3],
      ["flake8/E722", 2],
      ["bandit/B404", 2],
    ]);
    expect(groups[0]?.places.map((place) => place.line)).toEqual([1, 2, 3]);
    expect(more).toBe(0);
  });

  it("tells at most 20, but every kind at least once; the rest is counted", () => {
    const { groups, more } = groupFindings(
      [...many(30, "flake8/E722", "warning"), finding("bandit/B404", "info"), ...many(2, "bandit/B602", "critical")],
      5,
    );
    expect(groups.map((group) => group.places.length)).toEqual([2, 17, 1]);
    expect(groups.reduce((sum, group) => sum + group.places.length, 0)).toBe(MOST_FINDINGS);
    expect(more).toBe(33 - 20 + 5);
    const kinds = Array.from({ length: 25 }, (_, index) => finding(`flake8/X${index}`, "warning"));
    expect(groupFindings(kinds)).toMatchObject({ groups: { length: 20 }, more: 5 });
  });

  it("tells the critical places before one example of every remark", () => {
    const remarks = Array.from({ length: 25 }, (_, index) => finding(`flake8/X${index}`, "info"));
    const of = (count: number) => groupFindings([...remarks, ...many(count, "bandit/B602", "critical")]).groups;
    expect(of(6)[0]?.places).toHaveLength(6);
    expect(of(30)[0]?.places).toHaveLength(15);
    expect(of(30)).toHaveLength(6);
  });

  it("keeps a rule's critical and lesser findings apart, and names the kind of a secret", () => {
    const { groups } = groupFindings([
      finding("secrets/AWSKeyDetector", "info", 2),
      finding("secrets/AWSKeyDetector", "critical", 1, { kind: "AWS Access Key" }),
      finding("files/script", "warning", 0, { kind: "shebang" }),
    ]);
    expect(groups.map((group) => group.severity)).toEqual(["critical", "warning", "info"]);
    expect(groups.map((group) => group.places[0]?.kind)).toEqual(["AWS Access Key", undefined, undefined]);
  });

  it("tells what is new first, up to five, and counts all the rest", () => {
    const fresh = (ruleId: string, severity: MailFinding["severity"], line: number) => ({
      ...finding(ruleId, severity, line),
      isNew: true,
    });
    const told = groupFindings(
      [
        ...many(30, "bandit/B602", "critical"),
        ...Array.from({ length: 6 }, (_, index) => fresh("flake8/E722", "warning", index)),
        fresh("bandit/B105", "critical", 9),
      ],
      7,
    );
    expect(told.fresh.map((group) => [group.ruleId, group.places.length, group.total])).toEqual([
      ["bandit/B105", 1, 1],
      ["flake8/E722", 4, 6],
    ]);
    expect(told.newOnes).toBe(7);
    // Two new ones found no room above, and none here.
    expect(told.groups.map((group) => [group.ruleId, group.places.length, group.total])).toEqual([["bandit/B602", 15, 30]]);
    expect(told.more).toBe(37 + 7 - 20);
  });

  it("does not put new notes before what matters", () => {
    const note = { ...finding("bandit/B404", "info"), isNew: true };
    const told = groupFindings([note, finding("bandit/B602", "critical")]);
    expect([told.newOnes, told.fresh, told.groups.map((group) => group.ruleId)]).toEqual([0, [], ["bandit/B602", "bandit/B404"]]);
  });

  it("has nothing to tell of nothing", () => expect(groupFindings([])).toEqual({ fresh: [], groups: [], newOnes: 0, more: 0 }));
});
