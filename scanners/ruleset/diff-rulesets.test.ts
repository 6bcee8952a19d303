import { expect, it } from "vitest";
import type { RulesetRule } from "../core/types";
import { ruleWords } from "./diff-rulesets";

const WARNING_IN_TESTS = { severity: "warning", pathClass: ["test"] } as const;
const INFO_WHEN_SKIPPED = { severity: "info", shape: ["skipped-by-tool"] } as const;
const INFO_BY_NATURE = { severity: "info", shape: ["data-file", "geometry", "alphabet"] } as const;
const INFO_IN_TESTS = { severity: "info", pathClass: ["test"] } as const;

it.each<[string, Omit<RulesetRule, "on">]>([
  ["warning", { severity: "warning" }],
  ["info", { severity: "info", cases: [INFO_WHEN_SKIPPED] }],
  [
    "info when it stands in a file that detect-secrets itself skips or when it stands in a test; otherwise critical",
    { severity: "critical", cases: [INFO_WHEN_SKIPPED, INFO_IN_TESTS] },
  ],
  [
    "info when it stands in a file that detect-secrets itself skips, when it stands in a data file (.txt, .sql, .qgs, .po, .buildinfo), when the value is a geometry or when the value is an alphabet; otherwise critical",
    { severity: "critical", cases: [INFO_WHEN_SKIPPED, INFO_BY_NATURE] },
  ],
  [
    "warning when the tool itself rates it high or medium and it stands in a test or it stands in a bundled library; otherwise info",
    { severity: "info", cases: [{ severity: "warning", toolSeverity: ["high", "medium"], pathClass: ["test", "vendored"] }] },
  ],
  // The first that fits decides: what comes before another severity is no repetition.
  [
    "info when it stands in a file that detect-secrets itself skips; warning when it stands in a test; otherwise info",
    { severity: "info", cases: [INFO_WHEN_SKIPPED, WARNING_IN_TESTS, INFO_IN_TESTS] },
  ],
])("says once what a rule does: %s", (words, rule) => {
  expect(ruleWords({ on: true, ...rule })).toBe(words);
});
