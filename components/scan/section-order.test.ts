import { expect, test } from "vitest";
import type { CheckId, RuleGroup, ScanCheck, ScanRule } from "./report";
import { sectionsByUrgency } from "./section-order";

const check = (checkId: CheckId, state: ScanCheck["state"] = "finished"): ScanCheck => ({
  ...{ checkId, state, durationMs: 5, errorCode: null, kept: 0 },
  open: { critical: 0, warning: 0, info: 0 },
});

const found = (checkId: CheckId, ...groups: RuleGroup[]) => ({ checkId, rules: groups.map((group) => ({ group }) as ScanRule) });

test("a check that stops the version stands before one that only advises, whatever the order of checks is", () => {
  const checks = [check("bandit"), check("secrets"), check("flake8"), check("coverage")];
  const sections = sectionsByUrgency(checks, [
    found("bandit", "consider", "kept"),
    found("secrets", "kept"),
    found("flake8", "consider"),
    found("coverage", "note", "fix"),
  ]);
  expect(sections.map((section) => section.check.checkId)).toEqual(["coverage", "bandit", "flake8", "secrets"]);
});

test("a check that could not be run to its end stands among those that stop the version", () => {
  const sections = sectionsByUrgency([check("bandit"), check("secrets", "errored")], [found("bandit", "consider")]);
  expect(sections.map((section) => section.check.checkId)).toEqual(["secrets", "bandit"]);
});
