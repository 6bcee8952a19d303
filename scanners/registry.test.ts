import { describe, expect, it } from "vitest";
import { cpuMs } from "@/tests/helpers/cpu-time";
import type { PackageFile, PluginPackage } from "./archive/types";
import { scanPackage } from "./core/scan-package";
import { CHECK_IDS, type CheckId, type CheckOutcome, type Finding, type RuleExample, type Ruleset } from "./core/types";
import { REGISTRY } from "./registry";
import { CHECKS, checksOfPass, RULES, rulesOfCheck } from "./ruleset/rules";
import { DEFAULT_RULESET, QGIS_2026_07_RULESET, RULESETS, rulesetDigest, severityOf } from "./ruleset/rulesets";

/** Rules that are off by default have examples, too. */
const ALL_ON: Ruleset = {
  ...DEFAULT_RULESET,
  rules: Object.fromEntries(Object.entries(DEFAULT_RULESET.rules).map(([id, rule]) => [id, { ...rule, on: true }])),
};

function packageOf(files: readonly PackageFile[]): PluginPackage {
  return { topFolder: "demo", files, inflatedBytes: files.reduce((sum, file) => sum + file.bytes.byteLength, 0), contentDigest: "" };
}

function exampleFile(example: RuleExample): PackageFile {
  return { path: `demo/${example.path}`, bytes: Buffer.from(example.code, example.encoding ?? "utf8"), mode: example.mode ?? 0o644 };
}

async function run(checkId: CheckId, files: readonly PackageFile[]): Promise<CheckOutcome> {
  const outcomes: CheckOutcome[] = [];
  await scanPackage({
    package: packageOf(files),
    checkIds: [checkId],
    ruleset: ALL_ON,
    fingerprintKey: "contract",
    onOutcome: (outcome) => {
      outcomes.push(outcome);
    },
  });
  return outcomes[0] as CheckOutcome;
}

async function findingsOf(checkId: CheckId, example: RuleExample): Promise<Finding[]> {
  const outcome = await run(checkId, [exampleFile(example)]);
  if (outcome.state === "errored") throw new Error(outcome.detail);
  return outcome.findings;
}

/** The same noise in each run; mulberry32. */
function randomBytes(count: number, seed: number): Uint8Array {
  const bytes = new Uint8Array(count);
  let state = seed;
  for (let index = 0; index < count; index++) {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    bytes[index] = (value ^ (value >>> 14)) & 0xff;
  }
  return bytes;
}

describe("every rule", () => {
  it("has an id of its own", () => {
    expect(new Set(RULES.map((rule) => rule.id)).size).toBe(RULES.length);
  });

  it.each(RULES.map((rule) => [rule.id, rule] as const))("%s says what it is, why it matters and what to do", (id, rule) => {
    expect(id).toMatch(/^(bandit|secrets|flake8|files|coverage)\/[A-Za-z0-9-]+$/);
    expect(id.endsWith(`/${rule.code}`)).toBe(true);
    for (const text of [rule.title, rule.why, rule.howToFix, rule.intended]) expect(text.trim().length).toBeGreaterThan(10);
    // A sentence that ends with code ends with one mark.
    for (const text of [rule.why, rule.howToFix]) expect(text).not.toMatch(/[:;,!?]\s?[.,;](\s|$)/);
    expect(rule.title.length).toBeLessThan(90);
    expect(rule.references.every((reference) => reference.url.startsWith("https://"))).toBe(true);
  });

  it.each(RULES.map((rule) => [rule.id, rule] as const))("%s is found in its bad example and not in the good one", async (id, rule) => {
    const bad = await findingsOf(rule.checkId, rule.badExample);
    const good = await findingsOf(rule.checkId, rule.goodExample);
    expect(bad.map((finding) => finding.ruleId)).toContain(id);
    expect(good.map((finding) => finding.ruleId)).not.toContain(id);
  });

  it.each(RULES.filter((rule) => /`[^`]*#/.test(rule.intended)).map((rule) => [rule.id, rule] as const))(
    "%s: the pragma it names works",
    async (id, rule) => {
      const pragma = /#[^`]*/.exec(rule.intended)?.[0] ?? "";
      const places = (await findingsOf(rule.checkId, rule.badExample)).filter((finding) => finding.ruleId === id);
      const lines = rule.badExample.code.split("\n");
      for (const { line } of places) lines[line - 1] += `  ${pragma}`;
      const after = await findingsOf(rule.checkId, { ...rule.badExample, code: lines.join("\n") });
      const same = after.filter((finding) => finding.ruleId === id);
      expect(same.length).toBeGreaterThan(0);
      for (const finding of same) expect(finding.suppression).toMatchObject({ by: "pragma", ruleSpecific: true });
      expect(same.map((finding) => finding.fingerprint)).toEqual(places.map((finding) => finding.fingerprint));
    },
  );
});

describe("the registry", () => {
  it("holds every check once, with the metadata that pages show", () => {
    expect(REGISTRY.map((check) => check.info.id).sort()).toEqual([...CHECK_IDS].sort());
    expect(REGISTRY.map((check) => check.info)).toEqual(CHECKS);
    for (const check of REGISTRY) expect(check.rules).toEqual(rulesOfCheck(check.info.id));
  });

  it("shares its checks among three passes", () => {
    const passes = (["python", "text", "archive"] as const).map((pass) => checksOfPass(pass).map((check) => check.id));
    expect(passes).toEqual([["bandit", "flake8", "coverage"], ["secrets"], ["permissions", "suspicious-files"]]);
  });

  it("lets only blocking checks be critical, and requires all", () => {
    expect(CHECKS.filter((check) => check.blocking).map((check) => check.id)).toEqual(["bandit", "secrets", "coverage"]);
    expect(CHECKS.every((check) => check.required)).toBe(true);
  });

  const hostile: readonly (readonly [string, readonly PackageFile[]])[] = [
    ["an empty package", []],
    ["empty files", ["a.py", "b.txt", "c"].map((name) => ({ path: `demo/${name}`, bytes: new Uint8Array(), mode: null }))],
    [
      "a 1 MB line",
      ["a.py", "a.js", "a.ini"].map((name) => ({
        path: `demo/${name}`,
        bytes: Buffer.from(`x = "${"pwd='a ".repeat(150_000)}"`),
        mode: 0o644,
      })),
    ],
    ["invalid UTF-8", [{ path: "demo/a.py", bytes: Buffer.from([0x78, 0x3d, 0xff, 0xfe, 0x0a]), mode: 0o644 }]],
    [
      "random bytes",
      ["a.py", "a.txt", "a"].map((name, index) => ({ path: `demo/${name}`, bytes: randomBytes(200_000, index), mode: 0o777 })),
    ],
    ["deep nesting", [{ path: "demo/a.py", bytes: Buffer.from(`x = ${"(".repeat(5_000)}1${")".repeat(5_000)}\n`), mode: 0o644 }]],
    ["a chain of 2,000 operands", [{ path: "demo/a.py", bytes: Buffer.from(`x = ${"1 + ".repeat(2_000)}1\n`), mode: 0o644 }]],
  ];

  it.each(hostile.flatMap(([what, files]) => REGISTRY.map((check) => [check.info.id, what, files] as const)))(
    "%s survives %s",
    async (checkId, _what, files) => {
      const started = cpuMs();
      const outcome = await run(checkId, files);
      expect(outcome.state).toBe("finished");
      expect(cpuMs() - started).toBeLessThan(20_000);
    },
  );

  it("calls what it could not read not analysed", async () => {
    for (const what of ["invalid UTF-8", "random bytes", "deep nesting", "a chain of 2,000 operands"]) {
      const outcome = await run("coverage", hostile.find(([name]) => name === what)?.[1] ?? []);
      expect(outcome).toMatchObject({ state: "finished", coverage: { filesNotAnalysed: 1 } });
      const critical = outcome.state === "finished" ? outcome.findings.filter((one) => one.severity === "critical") : [];
      expect(critical.map((one) => one.ruleId)).toEqual(["coverage/not-analysed"]);
    }
  });
});

describe("the rulesets", () => {
  it("are sealed by their digest and know every rule", () => {
    for (const ruleset of RULESETS) {
      expect(rulesetDigest(ruleset)).toBe(ruleset.digest);
      expect(Object.keys(ruleset.rules).sort()).toEqual(RULES.map((rule) => rule.id).sort());
    }
  });

  it("keep critical for blocking checks", () => {
    for (const ruleset of RULESETS) {
      for (const rule of RULES) {
        const entry = ruleset.rules[rule.id];
        const severities = [entry?.severity, ...(entry?.cases ?? []).map((one) => one.severity)];
        if (!CHECKS.find((check) => check.id === rule.checkId)?.blocking) expect(severities).not.toContain("critical");
      }
    }
  });

  it("judge by the tool's severity and the value's shape", () => {
    expect(severityOf(DEFAULT_RULESET, "bandit/B602", { toolSeverity: "high" }, "own")).toBe("critical");
    expect(severityOf(DEFAULT_RULESET, "bandit/B602", { toolSeverity: "low" }, "test")).toBe("warning");
    expect(severityOf(DEFAULT_RULESET, "bandit/B307", { toolSeverity: "medium", shape: "literal" }, "own")).toBe("warning");
    expect(severityOf(DEFAULT_RULESET, "bandit/B307", { toolSeverity: "medium", shape: "computed" }, "test")).toBe("critical");
    expect(severityOf(QGIS_2026_07_RULESET, "bandit/B602", { toolSeverity: "low" }, "own")).toBe("critical");
    expect(severityOf(QGIS_2026_07_RULESET, "bandit/B404", { toolSeverity: "low" }, "own")).toBeNull();
    expect(severityOf(QGIS_2026_07_RULESET, "secrets/KeywordDetector", {}, "own")).toBe("critical");
    expect(severityOf(QGIS_2026_07_RULESET, "flake8/F821", {}, "own")).toBe("warning");
    expect(severityOf(DEFAULT_RULESET, "bandit/B999", {}, "own")).toBeNull();
  });
});
