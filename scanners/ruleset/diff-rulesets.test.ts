import { expect, it } from "vitest";
import type { RulesetRule } from "../core/types";
import { ruleWords } from "./diff-rulesets";

const WARNING_IN_TESTS = { severity: "warning", pathClass: ["test"] } as const;
const INFO_WHEN_SKIPPED = { severity: "info", shape: ["skipped-by-tool"] } as const;
const INFO_IN_TESTS = { severity: "info", pathClass: ["test"] } as const;

it.each<[string, Omit<RulesetRule, "on">]>([
  ["warning", { severity: "warning" }],
  ["info", { severity: "info", cases: [INFO_WHEN_SKIPPED] }],
  [
    "info when it stands in a file that the tool itself leaves out or when it stands in a test; otherwise critical",
    { severity: "critical", cases: [INFO_WHEN_SKIPPED, INFO_IN_TESTS] },
  ],
  // The first that fits decides: what comes before another severity is no repetition.
  [
    "info when it stands in a file that the tool itself leaves out; warning when it stands in a test; otherwise info",
    { severity: "info", cases: [INFO_WHEN_SKIPPED, WARNING_IN_TESTS, INFO_IN_TESTS] },
  ],
])("says once what a rule does: %s", (words, rule) => {
  expect(ruleWords({ on: true, ...rule })).toBe(words);
});
