import { beforeAll, expect, it } from "vitest";
import { awsSecret, awsSecretValue, BARE_EXCEPT, pluginZip, SHELL_INTENDED } from "@/tests/builders/findings";
import { scanInProcess } from "../core/scan-in-process";
import { CHECK_IDS } from "../core/types";
import { RULES } from "../ruleset/rules";
import { DEFAULT_RULESET } from "../ruleset/rulesets";
import { jsonReport } from "./json";
import { sarifReport } from "./sarif";
import { reportOf, type ScanReport } from "./scan-report";
import { textReport } from "./text";

let report: ScanReport;
beforeAll(async () => {
  const bytes = pluginZip(BARE_EXCEPT, { files: { "kept.py": SHELL_INTENDED, "leak.py": awsSecret() } });
  const scan = await scanInProcess({ bytes, checkIds: CHECK_IDS, ruleset: DEFAULT_RULESET, fingerprintKey: "key" });
  report = reportOf(scan.package, DEFAULT_RULESET, scan.outcomes);
});

it("no report holds the secret that it tells of", () => {
  for (const text of [textReport(report), jsonReport(report), sarifReport(report)]) {
    expect(text).toContain("AWSKeyDetector");
    expect(text).not.toContain(awsSecretValue());
  }
});

it("the text names place, repair, counts and what a comment keeps", () => {
  const text = textReport(report);
  expect(text).toContain("sample_plugin/leak.py:1");
  expect(text).toContain("1 critical, 1 warning,");
  expect(text).toContain("1 kept by a comment in the code");
  expect(text).toContain(`digest ${report.digest}`);
});

it("SARIF declares every rule, marks what is suppressed and uses relative addresses", () => {
  const { version, runs } = JSON.parse(sarifReport(report));
  expect(version).toBe("2.1.0");
  expect(runs[0].tool.driver.rules.map((rule: { id: string }) => rule.id)).toEqual(RULES.map((rule) => rule.id));
  const results: { ruleId: string; suppressions?: unknown[]; locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }[] =
    runs[0].results;
  expect(results.find((one) => one.ruleId === "bandit/B602")?.suppressions).toHaveLength(1);
  expect(results.find((one) => one.ruleId === "secrets/AWSKeyDetector")?.suppressions ?? []).toHaveLength(0);
  for (const one of results) expect(one.locations[0]?.physicalLocation.artifactLocation.uri).toMatch(/^sample_plugin\//);
});
