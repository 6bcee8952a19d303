import { beforeAll, describe, expect, it } from "vitest";
import { awsSecret, awsSecretValue, BARE_EXCEPT, pluginZip, SHELL, SHELL_INTENDED } from "@/tests/builders/findings";
import type { PackageProblem } from "../archive/types";
import { ENGINE_VERSION } from "../core/engine-version";
import { scanInProcess } from "../core/scan-in-process";
import { CHECK_IDS, type CheckOutcome } from "../core/types";
import { DEFAULT_RULESET } from "../ruleset/rulesets";
import { compareWithBaseline } from "./compare-baseline";
import { FORMATS, FORMATTERS } from "./formats";
import { reportSchema } from "./json-schema";
import type { FormatOptions, PackageReport } from "./package-report";
import { findingsOf, reportOf } from "./scan-report";

const KEY = "ab".repeat(32);
const OPTIONS: FormatOptions = { locate: (path) => `src/${path}`, width: 80, paint: (_style, text) => text };
const HOSTILE_PROBLEM: PackageProblem = {
  code: "unknown-key",
  level: "warning",
  message: 'The key \u001b[31m<b>&"\u0000 is\nnot known,\r::error::x',
  advice: "Leave it: out, 100%.",
  entry: "sample_plugin/a,b:c%.txt",
};

async function scan(extra: string, files: Record<string, string> = {}): Promise<PackageReport> {
  const bytes = pluginZip(extra, { files });
  const opened = await scanInProcess({ bytes, checkIds: CHECK_IDS, ruleset: DEFAULT_RULESET, fingerprintKey: KEY });
  return {
    engineVersion: ENGINE_VERSION,
    problems: [HOSTILE_PROBLEM],
    isRefused: false,
    sha256: null,
    fileCount: opened.package.files.length,
    configFiles: [".bandit"],
    ruleset: DEFAULT_RULESET,
    scan: reportOf(opened.package, DEFAULT_RULESET, opened.outcomes),
    fingerprints: { origin: "report", key: KEY, keyId: "0123456789abcdef" },
    comparison: null,
  };
}

let report: PackageReport;
beforeAll(async () => {
  report = await scan(BARE_EXCEPT, { "kept.py": SHELL_INTENDED, "leak.py": awsSecret(), "test/run.py": SHELL });
});
const write = (format: (typeof FORMATS)[number], of = report) => FORMATTERS[format](of, OPTIONS);

describe.each(FORMATS)("the report as %s", (format) => {
  it("tells of the secret and does not hold it", () => {
    const text = write(format);
    expect(text).toMatch(/AWS/);
    expect(text).not.toContain(awsSecretValue());
  });

  it("obeys no control character of a package", () => {
    for (const character of ["\u0000", "\u001b", "\r"]) expect(write(format)).not.toContain(character);
  });

  it("is written for a ZIP that cannot be opened too", () => {
    const unopened = { ...report, scan: null, isRefused: true, fileCount: 0, configFiles: [] };
    if (format === "qgis") expect(JSON.parse(write(format, unopened)).checks).toEqual([]);
    else expect(write(format, unopened)).toContain("not known,");
  });
});

describe("the text", () => {
  it("begins with what blocks, gives place and repair, and ends with counts and digests", () => {
    const text = write("text");
    const order = [
      "Must be fixed (2)",
      "src/sample_plugin/leak.py:1",
      "To consider (1)",
      "E722",
      "hidden in the package",
      "Looked at",
      "Blocked",
    ];
    expect(order.map((words) => text.indexOf(words)).every((at, index, all) => at > (all[index - 1] ?? -1))).toBe(true);
    expect(text).toContain("2 critical, 1 warning, ");
    expect(text).toMatch(/1 by comments in the code: bandit\/B602 1\n {2}critical, kept: src\/sample_plugin\/kept\.py:5/);
    expect(text.replaceAll(/\s+/g, " ")).toContain("1 of 3 findings to fix or consider goes away if you leave test/ out of the package.");
    expect(text.trimEnd().split("\n").at(-1)).toBe(`result  ${report.scan?.digest}`);
  });

  it("keeps to the width of the terminal and paints nothing that a package wrote", () => {
    const narrow = FORMATTERS.text(report, { ...OPTIONS, width: 50, paint: (style, text) => `<${style}>${text}</${style}>` });
    const prose = narrow.replace(/<\/?(?:bold|dim|red|yellow|green|cyan)>/g, "").split("\n");
    expect(prose.filter((line) => line.length > 50 && /\s\S+\s/.test(line.trim()) && !/^(?:ruleset|result)/.test(line))).toEqual([]);
  });

  it("tells which of the author's settings are not followed", async () => {
    expect(write("text", await scan("", { ".bandit": "[bandit]\nprofile = strict\n" }))).toMatch(
      /\n {2}src\/sample_plugin\/\.bandit:2 {2}\S/,
    );
  });

  it("ends a long list of critical places, and merges what is said twice of a file", async () => {
    const files = Object.fromEntries(Array.from({ length: 31 }, (_, index) => [`old${index}.py`, `${"\n".repeat(index)}print "a"\n`]));
    const text = write("text", await scan("", files));
    expect(text.match(/old\d+\.py:\d+/g)).toHaveLength(25);
    expect(text).toContain("    … and 6 more places; --format json lists all\n");
    expect(text.match(/Not valid Python 3:/g)).toHaveLength(1);
    expect(text).toContain("  flake8/E999  31 places in the files under coverage/not-analysed\n");
  });

  it("shows with what a statement of many lines begins", async () => {
    const call = "import subprocess\n\n\ndef run(command):\n    subprocess.call(\n        command,\n        shell=True,\n    )\n";
    const text = write("text", await scan("", { "run.py": call }));
    expect(text).toContain("      | subprocess.call(\n      | shell=True,\n");
    const other = "import subprocess\n\n\ndef run(command):\n    print(command)  # first,\n    subprocess.call(command, shell=True)\n";
    expect(write("text", await scan("", { "run.py": other }))).not.toContain("| print");
  });

  it("says that a bare comment does not lift a critical finding", async () => {
    const text = write("text", await scan(SHELL.replace("shell=True)", "shell=True)  # nosec")));
    expect(text).toContain("Hidden by `# nosec`, which does not lift a critical finding");
  });
});

describe("JSON", () => {
  it("keeps to its schema and is the same in every run", async () => {
    const parsed = reportSchema.parse(JSON.parse(write("json")));
    expect(parsed).toMatchObject({
      outcome: "blocked",
      scan: { open: { critical: 2, warning: 1 }, suppressed: 1, digest: report.scan?.digest },
    });
    const again = await scan(BARE_EXCEPT, { "kept.py": SHELL_INTENDED, "leak.py": awsSecret(), "test/run.py": SHELL });
    expect(write("json", again)).toBe(write("json"));
  });

  it("holds a key of its own and never the plugin's", () => {
    expect(write("json")).toContain(KEY);
    expect(write("json", { ...report, fingerprints: { ...report.fingerprints, origin: "server" } })).not.toContain(KEY);
  });
});

it("a comparison finds what is new, stays, moves and goes", async () => {
  const findings = (of: PackageReport) => findingsOf(of.scan?.outcomes ?? []);
  const now = await scan(BARE_EXCEPT, { "moved.py": SHELL, "twice.py": SHELL + SHELL.replace("import subprocess\n\n\n", "") });
  const before = await scan(BARE_EXCEPT, { "old.py": SHELL, "twice.py": SHELL, "leak.py": awsSecret() });
  const comparison = compareWithBaseline(findings(now), findings(before), false);
  expect(comparison.fixed.map((one) => one.ruleId)).toEqual(expect.arrayContaining([expect.stringMatching(/^secrets\//)]));
  const of = (path: string) =>
    findings(now).flatMap((one, index) => (one.path.endsWith(path) && one.ruleId === "bandit/B602" ? comparison.changes[index] : []));
  expect({
    extra: comparison.changes[findings(now).findIndex((one) => one.ruleId === "flake8/E722")],
    moved: of("moved.py"),
    twice: of("twice.py"),
  }).toEqual({
    extra: "carried-over",
    moved: ["moved"],
    twice: ["carried-over", "new"],
  });
  const { counts } = comparison;
  expect(counts.new + counts.carriedOver + counts.moved).toBe(findings(now).length);
  expect(write("text", { ...now, comparison })).toContain(`${counts.carriedOver + counts.moved} carried over (`);
  expect(reportSchema.parse(JSON.parse(write("json", { ...now, comparison }))).baseline).toMatchObject({ new: counts.new });
});

it("annotations of GitHub cannot be forged and are relative to the author's folder", () => {
  const lines = write("github").trimEnd().split("\n");
  expect(lines.every((line) => /^::(?:error|warning|notice)(?: [^:\n]+)?::/.test(line))).toBe(true);
  expect(lines[0]).toMatch(
    /^::warning file=src\/sample_plugin\/a%2Cb%3Ac%25\.txt,title=Package%3A unknown-key::The key .* is%0Anot known,\ufffd::error::x/,
  );
  expect(lines.find((line) => line.includes("leak.py"))).toMatch(
    /^::error file=src\/sample_plugin\/leak\.py,line=1,endLine=1,title=secrets\/AWSKeyDetector%3A /,
  );
});

it("JUnit counts open critical findings and warnings as failures, and what is kept as skipped", () => {
  const xml = write("junit");
  const suites = [...xml.matchAll(/<testsuite name="([^"]+)" tests="(\d+)" failures="(\d+)" errors="(\d+)" skipped="(\d+)">/g)];
  expect(suites.map(([, name]) => name)).toEqual(["package", ...CHECK_IDS]);
  const total = (group: number) => suites.reduce((sum, suite) => sum + Number(suite[group]), 0);
  expect({ failures: total(3), skipped: total(5) }).toEqual({ failures: 3, skipped: 1 });
  expect((xml.match(/<failure /g) ?? []).length).toBe(3);
  expect(xml).toContain("&lt;b&gt;&amp;&quot;");
});

it("a check that could not end is an error everywhere, and nothing passes", () => {
  const { scan: whole } = report;
  if (!whole) throw new Error("no scan");
  const outcomes = whole.outcomes.map(
    (one): CheckOutcome =>
      one.checkId === "secrets" ? { checkId: "secrets", state: "errored", code: "timeout", detail: "", durationMs: 1 } : one,
  );
  const broken = { ...report, scan: reportOf(whole, DEFAULT_RULESET, outcomes) };
  expect(write("text", broken)).toMatch(/Secrets detection: took too long.*\n[\s\S]*Could not be checked to the end/);
  expect(write("junit", broken)).toContain('<error type="timeout"');
  expect(write("github", broken)).toContain("::error title=secrets::");
  expect(JSON.parse(write("sarif", broken)).runs[0].invocations[0]).toMatchObject({ executionSuccessful: false });
  expect(JSON.parse(write("qgis", broken)).checks[1]).toMatchObject({ name: "Secrets Detection", passed: false });
  expect(reportSchema.parse(JSON.parse(write("json", broken))).outcome).toBe("inconclusive");
});

it("the QGIS site's report has its members, its five checks, and its counts", () => {
  const { summary, config_files, checks } = JSON.parse(write("qgis"));
  expect(checks.map((check: { name: string }) => check.name)).toEqual([
    "Bandit Security Analysis",
    "Secrets Detection",
    "Code Quality (Flake8)",
    "File Permissions",
    "Suspicious Files",
  ]);
  expect(summary).toMatchObject({ total_checks: 5, passed: 2, critical: 2, info: 1, warnings: 0 });
  expect(config_files).toEqual([".bandit"]);
  expect(Object.keys(checks[0])).toEqual([
    "name",
    "category",
    "severity",
    "description",
    "passed",
    "files_checked",
    "issues_found",
    "details",
  ]);
  const shell = checks[0].details.find((detail: { type: string }) => detail.type === "B602");
  expect(shell).toMatchObject({ file: "/sample_plugin/test/run.py", line: 5, severity: "HIGH", confidence: "HIGH" });
  expect(checks[1].details[0]).toMatchObject({ file: "sample_plugin/leak.py", line: 1, type: "AWS Access Key" });
  expect(checks[2].details[0]).toMatchObject({ code: "E722", column: 0 });
});
