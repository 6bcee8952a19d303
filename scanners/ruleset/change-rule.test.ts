import { expect, it } from "vitest";
import type { Ruleset } from "../core/types";
import { changeRules, changeText, objectionTo, parseChanges, type RuleSetting, settingsFor } from "./change-rule";
import { derivedSeverity, rulesTurnedOn } from "./derive-severity";
import { diffRulesets } from "./diff-rulesets";
import { RULES, ruleById } from "./rules";
import { DEFAULT_RULESET, QGIS_2026_07_RULESET, rulesetDigest, severityOf } from "./rulesets";

const changeRule = (ruleset: Ruleset, ruleId: string, setting: RuleSetting, version: number) =>
  changeRules(ruleset, [{ ruleId, setting }], version);

function changed(ruleset: Ruleset, ruleId: string, setting: RuleSetting, version = 1): Ruleset {
  const result = changeRule(ruleset, ruleId, setting, version);
  if (typeof result === "string") throw new Error(result);
  return result;
}

it("changes one rule, under a digest of its own", () => {
  const after = changed(DEFAULT_RULESET, "bandit/B307", "warning");
  expect(after.digest).toBe(rulesetDigest(after));
  expect(after).toMatchObject({ name: "site", version: 1 });
  expect(diffRulesets(DEFAULT_RULESET, after)).toMatchObject([{ ruleId: "bandit/B307", after: "warning" }]);
});

it("switches a rule off and on again as it was", () => {
  const off = changed(DEFAULT_RULESET, "bandit/B307", "off");
  expect(severityOf(off, "bandit/B307", {}, "own")).toBeNull();
  expect(diffRulesets(DEFAULT_RULESET, changed(off, "bandit/B307", "on", 2))).toEqual([]);
  expect(diffRulesets(DEFAULT_RULESET, changed(off, "bandit/B307", "as-shipped", 2))).toEqual([]);
});

it("says what is in the way", () => {
  expect(changeRule(DEFAULT_RULESET, "flake8/F821", "critical", 1)).toMatch(/does not block/);
  expect(changeRule(DEFAULT_RULESET, "coverage/not-analysed", "warning", 1)).toMatch(/stays critical/);
  expect(changeRule(DEFAULT_RULESET, "coverage/not-analysed", "off", 1)).toMatch(/stays critical/);
  expect(changeRule(DEFAULT_RULESET, "bandit/B307", "as-shipped", 1)).toMatch(/already/);
  expect(changeRule(DEFAULT_RULESET, "bandit/B000", "off", 1)).toMatch(/no such rule/);
});

it("changes several rules in one go, or none when one of them cannot be so", () => {
  const changes = parseChanges(["bandit/B307:warning", "bandit/B602:critical", "bandit/B602:info"]);
  expect(changes.map(changeText)).toEqual(["bandit/B307:warning", "bandit/B602:info"]);
  const after = changeRules(DEFAULT_RULESET, changes, 3) as Ruleset;
  expect(after).toMatchObject({ name: "site", version: 3, digest: rulesetDigest(after) });
  expect(diffRulesets(DEFAULT_RULESET, after).map(({ ruleId, after }) => [ruleId, after])).toEqual([
    ["bandit/B307", "warning"],
    ["bandit/B602", "info"],
  ]);
  expect(changeRules(DEFAULT_RULESET, [...changes, { ruleId: "flake8/F821", setting: "critical" }], 3)).toMatch(/^flake8\/F821: Only/);
  expect(changeRules(DEFAULT_RULESET, [], 3)).toMatch(/Nothing/);
  expect(parseChanges(["", "bandit/B307", "bandit/B307:deadly", "bandit/B000:off", "<script>:off"])).toEqual([]);
});

it("objects to a stored ruleset that leaves unsafe what this release keeps safe", () => {
  for (const ruleset of [DEFAULT_RULESET, QGIS_2026_07_RULESET]) expect(objectionTo(ruleset)).toBeNull();
  const { "coverage/not-analysed": coverage, ...others } = DEFAULT_RULESET.rules;
  expect(objectionTo({ ...DEFAULT_RULESET, rules: others })).toMatch(/stays critical/);
  expect(objectionTo({ ...DEFAULT_RULESET, rules: { ...others, "coverage/not-analysed": { on: true, severity: "warning" } } })).toMatch(
    /stays critical/,
  );
  const rules = {
    ...others,
    ...(coverage ? { "coverage/not-analysed": coverage } : {}),
    "flake8/F821": { on: true, severity: "critical" as const },
  };
  expect(objectionTo({ ...DEFAULT_RULESET, rules })).toMatch(/does not block/);
});

it("offers for every rule exactly what it then accepts", () => {
  for (const ruleset of [DEFAULT_RULESET, QGIS_2026_07_RULESET])
    for (const rule of RULES)
      for (const setting of ["critical", "warning", "info", "off", "as-shipped"] as const)
        expect(typeof changeRule(ruleset, rule.id, setting, 1) === "object", `${rule.id} ${setting}`).toBe(
          settingsFor(ruleset, rule).includes(setting),
        );
});

it("derives a severity from what is stored, and says when that is not enough", () => {
  const rule = ruleById("bandit/B307");
  const stored = (severity: "critical" | "warning" | "info") => ({
    ...{ ruleId: "bandit/B307", severity, toolSeverity: "medium" as const, pathClass: "own" as const },
  });
  const lower = changed(DEFAULT_RULESET, rule?.id ?? "", "warning");
  expect(derivedSeverity(DEFAULT_RULESET, lower, stored("critical"))).toBe("warning");
  expect(derivedSeverity(DEFAULT_RULESET, lower, stored("warning"))).toBe("warning");
  expect(derivedSeverity(DEFAULT_RULESET, changed(DEFAULT_RULESET, "bandit/B307", "off"), stored("critical"))).toBeNull();
  expect(derivedSeverity(DEFAULT_RULESET, changed(DEFAULT_RULESET, "bandit/B602", "warning"), stored("critical"))).toBe("critical");
  // Back to a rule that looks at the value's shape: which of the warnings were computed is not stored.
  expect(derivedSeverity(lower, DEFAULT_RULESET, stored("warning"))).toBe("unknown");
});

it("what a ruleset says of any finding is derived from what another said, or called unknown", () => {
  for (const rule of RULES) {
    const [before, after] = [DEFAULT_RULESET, QGIS_2026_07_RULESET];
    const shapes = [undefined, ...(rule.severityCases ?? []).flatMap((one) => one.shape ?? []), "skipped-by-tool"];
    for (const toolSeverity of [null, "high", "medium", "low"] as const)
      for (const shape of shapes) {
        const raw = { ...(toolSeverity ? { toolSeverity } : {}), ...(shape === undefined ? {} : { shape }) };
        const severity = severityOf(before, rule.id, raw, "own");
        if (severity === null) continue;
        const derived = derivedSeverity(before, after, { ruleId: rule.id, severity, toolSeverity, pathClass: "own" });
        if (derived !== "unknown") expect(derived, `${rule.id} ${shape}`).toBe(severityOf(after, rule.id, raw, "own"));
      }
  }
});

it("names the rules whose findings were not kept", () => {
  const off = changed(DEFAULT_RULESET, "bandit/B307", "off");
  expect(rulesTurnedOn(off, DEFAULT_RULESET)).toEqual(["bandit/B307"]);
  expect(rulesTurnedOn(DEFAULT_RULESET, off)).toEqual([]);
});
