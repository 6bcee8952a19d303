import { describe, expect, it } from "vitest";
import type { MailFinding } from "@/db/queries/email-content";
import { type FindingGroup, untold } from "@/emails/findings";
import { SEVERITIES, type Severity } from "@/scanners/core/types";
import { groupFindings, MOST_FINDINGS, MOST_NEW } from "./group-findings";

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

const bySeverity = (findings: readonly MailFinding[]): Record<Severity, number> => ({
  ...{ critical: 0, warning: 0, info: 0 },
  ...Object.fromEntries([...Map.groupBy(findings, (one) => one.severity)].map(([severity, same]) => [severity, same.length])),
});
/** Beyond the cap of its rule, critical findings are counted and not kept. */
const group = (findings: readonly MailFinding[], unkept = 0) => {
  const counts = bySeverity(findings);
  return groupFindings(findings, { ...counts, critical: counts.critical + unkept });
};
const fresh = (count: number, ruleId: string, severity: MailFinding["severity"]) =>
  many(count, ruleId, severity).map((one) => ({ ...one, isNew: true }));
const kinds = (count: number, severity: MailFinding["severity"]) =>
  Array.from({ length: count }, (_, index) => finding(`flake8/X${index}`, severity));
const placesOf = (groups: readonly FindingGroup[]) => groups.reduce((sum, { places }) => sum + places.length, 0);

describe("groupFindings", () => {
  it("puts the worst first, places in the order of the file", () => {
    const { groups, others } = group([
      ...many(2, "bandit/B404", "info"),
      ...many(2, "flake8/E722", "warning"),
      ...many(3, "bandit/B602", "critical"),
    ]);
    expect(groups.map(({ ruleId, total }) => [ruleId, total])).toEqual([
      ["bandit/B602", 3],
      ["flake8/E722", 2],
      ["bandit/B404", 2],
    ]);
    expect(groups[0]?.places.map((place) => place.line)).toEqual([1, 2, 3]);
    expect([others, untold(groups, 7)]).toEqual([{ critical: 3, warning: 2, info: 2 }, 0]);
  });

  it("tells at most 20, but every kind at least once; the rest is counted", () => {
    const found = [...many(30, "flake8/E722", "warning"), finding("bandit/B404", "info"), ...many(2, "bandit/B602", "critical")];
    const { groups, others } = group(found, 5);
    expect(groups.map(({ places }) => places.length)).toEqual([2, 17, 1]);
    expect(placesOf(groups)).toBe(MOST_FINDINGS);
    expect(others).toEqual({ critical: 7, warning: 30, info: 1 });
    expect(group(kinds(25, "warning")).groups).toHaveLength(20);
  });

  it("tells the critical places before one example of every remark", () => {
    const of = (count: number) => group([...kinds(25, "info"), ...many(count, "bandit/B602", "critical")]).groups;
    expect(of(6)[0]?.places).toHaveLength(6);
    expect(of(30)[0]?.places).toHaveLength(15);
    expect(of(30)).toHaveLength(6);
  });

  it("keeps a rule's critical and lesser findings apart, and names the kind of a secret", () => {
    const { groups } = group([
      finding("secrets/AWSKeyDetector", "info", 2),
      finding("secrets/AWSKeyDetector", "critical", 1, { kind: "AWS Access Key" }),
      finding("files/script", "warning", 0, { kind: "shebang" }),
    ]);
    expect(groups.map(({ severity }) => severity)).toEqual(["critical", "warning", "info"]);
    expect(groups.map(({ places }) => places[0]?.kind)).toEqual(["AWS Access Key", undefined, undefined]);
  });

  it("tells what is new first and counts the rest of it there, apart from what was there before", () => {
    const told = group(
      [...many(30, "bandit/B602", "critical"), ...fresh(6, "bandit/B602", "critical"), ...fresh(1, "bandit/B105", "critical")],
      7,
    );
    expect(told.fresh.map(({ ruleId, places, total }) => [ruleId, places.length, total])).toEqual([
      ["bandit/B105", 1, 1],
      ["bandit/B602", 4, 6],
    ]);
    expect([told.newOnes, untold(told.fresh, told.newOnes)]).toEqual([7, 2]);
    expect(told.groups.map(({ ruleId, places, total }) => [ruleId, places.length, total])).toEqual([["bandit/B602", 15, 30]]);
    expect(told.others).toEqual({ critical: 30 + 7, warning: 0, info: 0 });
  });

  it("tells more than five new ones where nothing that was there before needs the room", () => {
    const told = group([...fresh(12, "bandit/B602", "critical"), ...many(40, "flake8/E722", "warning"), finding("bandit/B404", "info")]);
    expect([placesOf(told.fresh), told.groups.map(({ places }) => places.length)]).toEqual([12, [7, 1]]);
  });

  it("does not put new notes before what matters", () => {
    const note = { ...finding("bandit/B404", "info"), isNew: true };
    const told = group([note, finding("bandit/B602", "critical")]);
    expect([told.newOnes, told.fresh, told.groups.map(({ ruleId }) => ruleId)]).toEqual([0, [], ["bandit/B602", "bandit/B404"]]);
  });

  it.each<[string, MailFinding[], number]>([
    ["nothing", [], 0],
    ["nothing new", [...many(3, "bandit/B602", "critical"), ...many(2, "bandit/B404", "info")], 0],
    ["a few new ones alone", [...fresh(2, "bandit/B602", "critical"), ...fresh(3, "flake8/E722", "warning")], 0],
    ["a few new ones", [...fresh(5, "bandit/B105", "warning"), ...many(40, "bandit/B602", "critical")], 0],
    ["many new ones of one rule alone", fresh(60, "bandit/B602", "critical"), 0],
    ["new ones of many rules", [...kinds(40, "warning").map((one) => ({ ...one, isNew: true })), ...many(3, "bandit/B602", "critical")], 0],
    ["very many of many rules that are not new", [...fresh(15, "bandit/B602", "critical"), ...kinds(60, "warning")], 0],
    ["new and old of one rule", [...fresh(36, "bandit/B602", "critical"), ...many(30, "bandit/B602", "critical")], 0],
    ["new ones, notes and such as are not kept", [...fresh(9, "bandit/B602", "critical"), ...fresh(4, "bandit/B404", "info")], 300],
  ])("counts each finding once: %s", (_shape, found, unkept) => {
    const told = group(found, unkept);
    const all = bySeverity(found);
    const isNews = ({ isNew, severity }: MailFinding) => isNew && severity !== "info";
    expect(told.newOnes).toBe(found.filter(isNews).length);
    expect(told.newOnes + told.others.critical + told.others.warning + told.others.info).toBe(found.length + unkept);
    expect(placesOf(told.fresh)).toBeGreaterThanOrEqual(Math.min(told.newOnes, MOST_NEW));
    expect(placesOf(told.fresh) + placesOf(told.groups)).toBe(Math.min(found.length, MOST_FINDINGS));
    expect(untold(told.fresh, told.newOnes)).toBe(found.filter(isNews).length - placesOf(told.fresh));
    for (const severity of SEVERITIES) {
      const news = found.filter((one) => isNews(one) && one.severity === severity).length;
      expect(told.others[severity] + news).toBe(all[severity] + (severity === "critical" ? unkept : 0));
    }
    for (const [groups, isOf] of [
      [told.fresh, isNews],
      [told.groups, (one: MailFinding) => !isNews(one)],
    ] as const)
      for (const { ruleId, severity, total } of groups)
        expect(total).toBe(found.filter((one) => isOf(one) && one.ruleId === ruleId && one.severity === severity).length);
  });
});
