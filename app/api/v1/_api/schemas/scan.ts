import { z } from "zod";
import { COMPARISON_KINDS } from "@/lib/domain/memory";
import { REPORT_SCHEMA_VERSION } from "@/scanners/report/json-schema";
import * as f from "./fields";

const runState = () => z.enum(["queued", "running", "finished", "errored"]).meta({ examples: ["finished"] });

const scanCheck = f.named(
  "ScanCheck",
  "One check of a scan: how far it is, and what is open",
  z.object({
    check: f.checkId(),
    title: z.string().meta({ examples: ["Bandit"] }),
    state: runState(),
    blocking: z.boolean().meta({ description: "Its critical findings stop a version" }),
    duration_ms: f.count().nullable(),
    error_code: z
      .string()
      .nullable()
      .meta({ description: "Why it could not end, such as `timeout`", examples: [null] }),
    open: f.bySeverity().describe("Findings that count"),
    kept: f.count("Suppressed, acknowledged or accepted"),
  }),
);

const coverage = z.object({
  files_analysed: f.count(),
  files_not_analysed: f.count(),
  bytes_analysed: f.count(),
  bytes_not_analysed: f.count(),
});

export const rulesetName = z.object({
  name: z.string().meta({ examples: ["default"] }),
  version: f.count(),
  title: z.string().meta({ examples: ["Default"] }),
  digest: f.sha256("Of its rules and severities"),
  url: f.address("The ruleset in this API", "/api/v1/rulesets/9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
});

export const packageProblem = f.named(
  "PackageProblem",
  "Something about the package that is worth changing, or why it was refused",
  z.object({
    code: z.string().meta({ examples: ["license-name"] }),
    level: z.enum(["error", "warning"]).meta({ examples: ["warning"] }),
    message: z.string().meta({ examples: ["The licence is in LICENSE.txt."] }),
    advice: z.string().meta({ examples: ["Name the file LICENSE."] }),
    entry: z
      .string()
      .optional()
      .meta({ examples: ["my_plugin/LICENSE.txt"] }),
    line: f.count().optional(),
  }),
);

export const scan = f.named(
  "Scan",
  "One evaluation of one file by one ruleset, as it stands now",
  z.object({
    scan_id: f.scanId(),
    kind: z.enum(["upload", "rescan", "backrun", "dry-run"]).meta({ examples: ["upload"] }),
    package_name: f.packageName(),
    version: f.versionNumber(),
    version_id: f.count("Null for a dry run").nullable(),
    access: z
      .enum(["report", "summary"])
      .meta({ description: "`report`: findings and SARIF are there for you. `summary`: numbers alone", examples: ["report"] }),
    state: z.enum(["queued", "running", "finished"]).meta({ examples: ["finished"] }),
    verdict: z
      .enum(["passed", "advisory", "blocked", "inconclusive"])
      .meta({ description: "With what people decided about single findings; null until it has finished", examples: ["blocked"] })
      .nullable(),
    open: f.bySeverity().nullable().describe("Findings that count; null until it has finished"),
    kept: z
      .object({ suppressed: f.count(), acknowledged: f.count(), accepted: f.count() })
      .nullable()
      .describe("Findings that do not count, and why; null until it has finished"),
    memory: z
      .object({
        compared_with: z.string().meta({ description: "A version's number", examples: ["1.1.0"] }),
        kind: z.enum(COMPARISON_KINDS).meta({
          description:
            "`approved`: the public version before. `draft`: an earlier draft. `last-file`: the file sent before under the same number",
          examples: ["approved"],
        }),
        new: f.count("Open ones that were not there"),
        carried_over: f.count("Open ones that were there, in the same file or another"),
        fixed: f.count("Those that are gone"),
      })
      .nullable()
      .describe(
        "How it differs from the version before, notes left out; null in a summary, until it has finished, and where nothing was before",
      ),
    blocking_rules: z
      .array(z.object({ rule: f.ruleId(), count: f.count(), url: f.address("How to fix it", "/docs/security-scanning/rules/bandit/B602") }))
      .describe("What must be fixed; empty in a summary"),
    checks: z.array(scanCheck),
    coverage: z
      .object({ python: coverage.nullable(), text: coverage.nullable() })
      .describe("Python files read to their end, and files of any kind searched as text"),
    artifact_sha256: f.sha256("Of the ZIP"),
    result_digest: f.sha256("The same package, ruleset and engine give the same one anywhere; null until it has finished").nullable(),
    ruleset: rulesetName,
    engine_version: z.string().meta({ examples: ["0.4.0"] }),
    queued_at: f.moment("When it was asked for"),
    concluded_at: f.moment("When the verdict was known").nullable(),
    expires_at: f
      .moment("When a dry run is removed; null for a version's scan")
      .nullable()
      .meta({ examples: [null] }),
    package_warnings: z.array(packageProblem).describe("Rules for packages that did not stop it; empty in a summary"),
    url: f.address("The page", "/plugins/my_plugin/version/1.2.0#security-tab"),
    findings_url: f.address("Null in a summary", "/api/v1/scans/3f2a9d5c-7c1e-4d0a-9a53-2b6f8f0f9d11/findings").nullable(),
    sarif_url: f.address("Null in a summary", "/api/v1/scans/3f2a9d5c-7c1e-4d0a-9a53-2b6f8f0f9d11/sarif").nullable(),
  }),
);

const snippet = z.object({
  start_line: f.count(),
  lines: z.array(z.string().meta({ examples: ["subprocess.run(command, shell=True)"] })).describe("What looks like a secret is masked"),
  mark_start: f.count("Index into lines"),
  mark_end: f.count(),
});

const suppression = z.object({
  by: z.enum(["pragma", "config", "baseline"]).meta({ examples: ["pragma"] }),
  rule_specific: z.boolean().meta({ description: "Names the rule: nothing else lifts a critical finding" }),
  text: z.string().meta({ examples: ["# nosec B602"] }),
  path: z.string().meta({ examples: ["my_plugin/tools.py"] }),
  line: f.count().nullable(),
  reason: z
    .string()
    .nullable()
    .meta({ examples: ["the command is a constant"] }),
});

export const finding = f.named(
  "Finding",
  "One rule violated at one place",
  z.object({
    finding_id: f.count(),
    check: f.checkId(),
    rule: f.ruleId(),
    rule_url: f.address("How to fix it", "/docs/security-scanning/rules/bandit/B602"),
    severity: f.severity(),
    confidence: z.enum(["high", "medium", "low"]).meta({ examples: ["high"] }),
    standing: f.standing(),
    message: z.string().meta({ examples: ["A command is run through a shell."] }),
    path: z.string().meta({ examples: ["my_plugin/tools.py"] }),
    line: f.count("From 1; 0 for a whole file"),
    end_line: f.count(),
    path_class: z.enum(["own", "test", "vendored"]).meta({ examples: ["own"] }),
    snippet: snippet.nullable(),
    data: z.record(z.string(), z.string()).nullable().describe("Further facts, by name"),
    fingerprint: z.string().meta({
      description: "Its identity in all versions of the plugin",
      examples: ["0a4d55a8d778e5022fab701977c5d840"],
    }),
    memory: z
      .object({
        change: z
          .enum(["new", "carried-over", "moved"])
          .meta({ description: "`moved`: the same code, now in another file", examples: ["carried-over"] }),
        first_seen_in: f.versionNumber().nullable().describe("The version in which it appeared first"),
      })
      .nullable()
      .describe("How it relates to the version that the scan was compared with; null where nothing was before"),
    suppression: suppression.nullable().meta({ description: "What in the package hides it, or wishes to", examples: [null] }),
    decision: z
      .object({
        kind: z.enum(["acknowledgement", "acceptance", "suppression-refused"]).meta({ examples: ["acceptance"] }),
        reason: z.string().meta({ examples: ["It is what the plugin is for."] }),
        decided_at: f.moment("When"),
      })
      .nullable()
      .meta({ description: "What a person decided about it", examples: [null] }),
  }),
);

export const findingList = f.named(
  "FindingList",
  "A page of findings, by file and line",
  z.object({ ...f.listFacts("/api/v1/scans/3f2a9d5c-7c1e-4d0a-9a53-2b6f8f0f9d11/findings"), items: z.array(finding) }),
);

export const sarifLog = f.named(
  "SarifLog",
  "A report in SARIF 2.1.0 (OASIS)",
  z.looseObject({ version: z.literal("2.1.0"), runs: z.array(z.looseObject({})) }),
);

export const packageReport = f.named(
  "PackageReport",
  "A whole report, as the command line writes it",
  z.looseObject({ schemaVersion: z.literal(REPORT_SCHEMA_VERSION), engineVersion: z.string(), scan: z.looseObject({}) }),
);
