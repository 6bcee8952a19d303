import { expect, it } from "vitest";
import { pragmaOf } from "./pragma";
import { RULES, ruleById } from "./rules";

const pragmaOfRule = (id: string) => {
  const rule = ruleById(id);
  return rule && pragmaOf(rule);
};

it("names the rule in the way of its tool", () => {
  expect(pragmaOfRule("bandit/B602")).toBe("# nosec B602");
  expect(pragmaOfRule("flake8/E711")).toBe("# noqa: E711");
  expect(pragmaOfRule("secrets/AWSKeyDetector")).toBe("# pragma: allowlist secret");
});

it("is offered for every rule about code, but not where the file is no Python or the rule is about files", () => {
  const without = RULES.filter((rule) => pragmaOf(rule) === null);
  expect(without.filter((rule) => ["bandit", "flake8", "secrets"].includes(rule.checkId)).map((rule) => rule.code)).toEqual([
    "E999",
    "F621",
  ]);
  expect(pragmaOfRule("files/executable")).toBeNull();
  expect(pragmaOfRule("coverage/not-analysed")).toBeNull();
});
