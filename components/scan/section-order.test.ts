import { expect, test } from "vitest";
import type { CheckId, RuleGroup, ScanCheck, ScanRule } from "./report";
import { anchorsOfChecks, listedSections } from "./section-order";

const check = (checkId: CheckId, state: ScanCheck["state"] = "finished"): ScanCheck => ({
  ...{ checkId, state, durationMs: 5, errorCode: null, kept: 0 },
  open: { critical: 0, warning: 0, info: 0 },
});

const found = (checkId: CheckId, ...groups: RuleGroup[]) => ({ checkId, rules: groups.map((group) => ({ group }) as ScanRule) });

test("a check that stops the version stands before one that only advises, whatever the order of checks is", () => {
  const checks = [check("bandit"), check("secrets"), check("flake8"), check("coverage")];
  const sections = listedSections(
    checks,
    {
      checks: [
        found("bandit", "consider", "kept"),
        found("secrets", "kept"),
        found("flake8", "consider"),
        found("coverage", "note", "fix"),
      ],
    },
    true,
  );
  expect(sections.map((section) => section.check.checkId)).toEqual(["coverage", "bandit", "flake8", "secrets"]);
});

test("a check that could not be run to its end stands among those that stop the version", () => {
  const sections = listedSections([check("bandit"), check("secrets", "errored")], { checks: [found("bandit", "consider")] }, true);
  expect(sections.map((section) => section.check.checkId)).toEqual(["secrets", "bandit"]);
});

test("a check whose findings all stand further up the page has its section in a whole report, which says so", () => {
  const above = [{ id: 7, checkId: "bandit", ruleId: "bandit/B602", severity: "critical", standing: "suppressed" }] as const;
  const sectionsOf = (isWhole: boolean) => listedSections([check("bandit"), check("flake8")], { checks: [], above }, isWhole);
  expect(sectionsOf(true).map((section) => [section.check.checkId, section.above])).toEqual([["bandit", above]]);
  expect(sectionsOf(false)).toEqual([]);
});

test("a check's row leads to its section, or to the bundled libraries where its findings stand with these alone", () => {
  const warned = (checkId: CheckId) => ({ ...check(checkId), open: { critical: 0, warning: 1, info: 0 } });
  const library = { folder: "demo/lib/", name: null, others: null, open: { critical: 0, warning: 1, info: 0 }, kept: 0 };
  const checks = [warned("bandit"), warned("flake8"), check("secrets")];
  const findings = { checks: [found("bandit", "consider")], libraries: [library] };
  expect([...anchorsOfChecks(checks, findings)].toSorted()).toEqual([
    ["bandit", "check-bandit"],
    ["flake8", "libraries"],
  ]);
  expect([...anchorsOfChecks(checks, { ...findings, libraries: [] })]).toEqual([["bandit", "check-bandit"]]);
});
