import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DEFAULT_RULESET, QGIS_2026_07_RULESET } from "../ruleset/rulesets";
import { chooseRuleset } from "./ruleset-file";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ruleset-file-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(content: unknown): string {
  const path = join(folder, "rules.json");
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}
const { digest: _digest, ...unsealed } = DEFAULT_RULESET;
const withRules = (rules: Record<string, unknown>) => ({ ...unsealed, name: "mine", rules: { ...unsealed.rules, ...rules } });

it("takes a shipped one by name, and the same from a file or a saved answer of a site", async () => {
  expect((await chooseRuleset(null)).ruleset).toBe(DEFAULT_RULESET);
  expect((await chooseRuleset("qgis-2026-07")).ruleset).toBe(QGIS_2026_07_RULESET);
  for (const content of [DEFAULT_RULESET, unsealed, { engineVersion: "9", ruleset: DEFAULT_RULESET }])
    expect(await chooseRuleset(file(content))).toEqual({ ruleset: DEFAULT_RULESET, warnings: [] });
});

it("computes the digest, and says what is odd", async () => {
  const { ruleset, warnings } = await chooseRuleset(
    file({
      name: "mine",
      version: 1,
      title: "Mine",
      digest: "0".repeat(64),
      rules: { "bandit/B602": { on: true, severity: "info" }, "bandit/B6O2": { on: true, severity: "info" } },
    }),
  );
  expect(ruleset.digest).toMatch(/^(?!0{64})[0-9a-f]{64}$/);
  expect(warnings).toEqual([
    expect.stringMatching(/no rule bandit\/B6O2\. Did you mean bandit\/B602/),
    expect.stringMatching(/does not name \d+ of \d+ rules: they are off/),
    expect.stringContaining(ruleset.digest),
  ]);
});

it.each([
  ["a name", "defualt", "no ruleset and no file defualt; this program has default and qgis-2026-07. Did you mean default?"],
  ["no JSON", () => file("{"), "it is not JSON"],
  ["one with members left out", () => file({ name: "x" }), "version: "],
  ["an unknown severity", () => file(withRules({ "bandit/B602": { on: true, severity: "fatal" } })), "rules.bandit/B602.severity"],
  ["an unknown member", () => file(withRules({ "bandit/B602": { on: true, severity: "info", unless: "Tuesday" } })), "Unrecognized key"],
  ["critical advice", () => file(withRules({ "files/hidden": { on: true, severity: "critical" } })), "files/hidden cannot be critical"],
])("refuses %s", async (_what, choice, words) => {
  await expect(chooseRuleset(typeof choice === "string" ? choice : choice())).rejects.toThrow(words);
});
