/** SARIF 2.1.0 as far as we write it: the members that the standard's schema allows, and the constraints in its prose. */
import { beforeAll, expect, it } from "vitest";
import * as z from "zod";
import { awsSecret, pluginZip, SHELL, SHELL_INTENDED } from "@/tests/builders/findings";
import { scanInProcess } from "../core/scan-in-process";
import { CHECK_IDS } from "../core/types";
import { RULES } from "../ruleset/rules";
import { DEFAULT_RULESET } from "../ruleset/rulesets";
import type { PackageReport } from "./package-report";
import { sarifReport } from "./sarif";
import { reportOf } from "./scan-report";

const text = z.strictObject({ text: z.string().min(1), markdown: z.string().min(1).optional() });
const bag = z.looseObject({
  tags: z
    .array(z.string())
    .refine((tags) => new Set(tags).size === tags.length)
    .optional(),
});
const level = z.enum(["none", "note", "warning", "error"]);
const line = z.int().positive();
/** 3.4.4: relative references that name no parent folder and hold no raw special character. */
const relativeUri = z.string().regex(/^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$))[A-Za-z0-9._~!$&'()*+,;=@%/-]+$/);
const artifactLocation = z.strictObject({ uri: relativeUri, uriBaseId: z.literal("%SRCROOT%") });
const region = z
  .strictObject({ startLine: line, endLine: line.optional(), snippet: z.strictObject({ text: z.string() }).optional() })
  .refine((one) => (one.endLine ?? one.startLine) >= one.startLine);
const location = z.strictObject({ physicalLocation: z.strictObject({ artifactLocation, region: region.optional() }) });
const rule = z.strictObject({
  id: z.string(),
  name: z.string(),
  shortDescription: text,
  fullDescription: text,
  help: text,
  helpUri: z.url().optional(),
  defaultConfiguration: z.strictObject({ enabled: z.boolean(), level }),
  properties: bag,
});
const result = z.strictObject({
  ruleId: z.string(),
  ruleIndex: z.int().nonnegative(),
  level,
  baselineState: z.enum(["new", "unchanged", "updated", "absent"]).optional(),
  message: text,
  locations: z.array(location).length(1),
  partialFingerprints: z.record(z.string(), z.string().min(1)),
  suppressions: z.array(
    z.strictObject({
      kind: z.enum(["inSource", "external"]),
      status: z.enum(["accepted", "underReview", "rejected"]),
      justification: z.string(),
      location: location.optional(),
    }),
  ),
  properties: bag,
});
const run = z.strictObject({
  tool: z.strictObject({
    driver: z.strictObject({ name: z.string(), semanticVersion: z.string().regex(/^\d+\.\d+\.\d+/), rules: z.array(rule) }),
  }),
  automationDetails: z.strictObject({ id: z.string().endsWith("/") }),
  columnKind: z.enum(["utf16CodeUnits", "unicodeCodePoints"]),
  originalUriBaseIds: z.record(z.string(), z.strictObject({ description: text })),
  invocations: z.array(
    z.strictObject({
      executionSuccessful: z.boolean(),
      toolExecutionNotifications: z.array(z.strictObject({ level, message: text, locations: z.array(location).optional() })).optional(),
    }),
  ),
  results: z.array(result),
  properties: bag,
});
const log = z.strictObject({ $schema: z.url(), version: z.literal("2.1.0"), runs: z.array(run).length(1) });

let report: PackageReport;
beforeAll(async () => {
  const files = {
    "kept.py": SHELL_INTENDED,
    "leak.py": awsSecret(),
    "twice.py": SHELL + SHELL.slice(SHELL.indexOf("def")),
    "odd näme #1%.py": SHELL,
  };
  const bytes = pluginZip(SHELL, { files: { ...files, "link.sh": "#!/bin/sh\n" } });
  const opened = await scanInProcess({ bytes, checkIds: CHECK_IDS, ruleset: DEFAULT_RULESET, fingerprintKey: "key" });
  report = {
    engineVersion: "0.1.0",
    problems: [{ code: "a", level: "warning", message: "Something.", advice: "Do it.", entry: "sample_plugin/x y.txt" }],
    isRefused: false,
    sha256: null,
    fileCount: 1,
    configFiles: [],
    ruleset: DEFAULT_RULESET,
    scan: reportOf(opened.package, DEFAULT_RULESET, opened.outcomes),
    fingerprints: { origin: "report", key: "key", keyId: "id" },
    comparison: null,
  };
});
const sarif = (of = report) => log.parse(JSON.parse(sarifReport(of, { locate: (path) => path }))).runs[0] as z.output<typeof run>;

it("keeps to the standard, declares every rule and points each result at its own", () => {
  const { tool, results } = sarif();
  expect(tool.driver.rules.map((one) => one.id)).toEqual(RULES.map((one) => one.id));
  for (const one of results) expect(tool.driver.rules[one.ruleIndex]?.id).toBe(one.ruleId);
  const places = results.map((one) => one.locations[0]?.physicalLocation.artifactLocation.uri);
  expect(places).toContain("sample_plugin/odd%20n%C3%A4me%20%231%25.py");
});

it("marks what the author keeps, with the comment as the reason, and nothing else", () => {
  const kept = sarif().results.filter((one) => one.suppressions.length > 0);
  expect(kept.map((one) => [one.ruleId, one.locations[0]?.physicalLocation.artifactLocation.uri])).toEqual([
    ["bandit/B602", "sample_plugin/kept.py"],
  ]);
  expect(kept[0]?.suppressions[0]).toMatchObject({ kind: "inSource", justification: expect.stringContaining("nosec B602") });
});

it("tells results apart by fingerprints that need no key; the plugin's own come along when it is known", () => {
  const prints = sarif().results.map((one) => one.partialFingerprints["greenbadge/place/v1"]);
  expect(new Set(prints).size).toBe(prints.length);
  expect(
    sarif({ ...report, fingerprints: { ...report.fingerprints, key: "other" } }).results.map(
      (one) => one.partialFingerprints["greenbadge/place/v1"],
    ),
  ).toEqual(prints);
  const known = sarif({ ...report, fingerprints: { ...report.fingerprints, origin: "server" } }).results[0];
  expect(Object.keys(known?.partialFingerprints ?? {})).toContain("greenbadge/plugin/v1");
});
