import { z } from "zod";
import { COMPARISON_KINDS } from "@/lib/domain/memory";
import { urls } from "@/lib/urls";
import { REPORT_SCHEMA_VERSION } from "@/scanners/report/json-schema";
import * as f from "./fields";
import { BLOCKING } from "./sample";
import { ENGINE, FINDING_QUERY, KEPT, MEMORY, OPEN, PACKAGE, PUBLIC, RULE, RULESET, SENT, SENT_CHECKS } from "./story";

const runState = () => z.enum(["queued", "running", "finished", "errored"]).meta({ examples: ["finished"] });

const scanCheck = f.named(
  "ScanCheck",
  "One check of a scan: how far it is, and what is open",
  z.object({
    check: f.checkId(),
    title: z.string().meta({ examples: ["Bandit"] }),
    state: runState(),
    blocking: z.boolean().meta({ description: "Its critical findings stop a version" }),
    duration_ms: f.count(840).nullable(),
    error_code: z
      .string()
      .nullable()
      .meta({ description: "Why it could not end, such as `timeout`", examples: [null] }),
    open: f.bySeverity().describe("Findings that count"),
    kept: f.count(1, "Suppressed, acknowledged or accepted"),
  }),
);

const coverage = (files: number, bytes: number) =>
  z.object({
    files_analysed: f.count(files),
    files_not_analysed: f.count(0),
    bytes_analysed: f.count(bytes),
    bytes_not_analysed: f.count(0),
  });

export const rulesetName = z.object({
  name: z.string().meta({ examples: [RULESET.name] }),
  version: f.count(RULESET.version),
  title: z.string().meta({ examples: [RULESET.title] }),
  digest: f.sha256("Of its rules and severities", RULESET.digest),
  url: f.address("The ruleset in this API", urls.apiRuleset(RULESET.digest)),
});

export const packageProblem = f.named(
  "PackageProblem",
  "Something about the package that is worth changing, or why it was refused",
  z.object({
    code: z.string().meta({ examples: ["license-name"] }),
    level: z.enum(["error", "warning"]).meta({ examples: ["warning"] }),
    message: z.string().meta({ examples: ["The licence is in `LICENSE.txt`; the file wanted is `LICENSE`."] }),
    advice: z.string().meta({ examples: ["Name the file `my_plugin/LICENSE`, without an ending."] }),
    entry: z.string().optional(),
    line: f.optionalLine(),
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
    version_id: f.count(SENT.versionId, "Null for a dry run").nullable(),
    access: z
      .enum(["report", "summary"])
      .meta({ description: "`report`: findings and SARIF are there for you. `summary`: numbers alone", examples: ["report"] }),
    state: z.enum(["queued", "running", "finished"]).meta({ examples: ["finished"] }),
    verdict: z
      .enum(["passed", "advisory", "blocked", "inconclusive"])
      .meta({ description: "With what people decided about single findings; null until it has finished", examples: ["blocked"] })
      .nullable(),
    open: f.bySeverity(OPEN).nullable().describe("Findings that count; null until it has finished"),
    kept: z
      .object({ suppressed: f.count(KEPT.suppressed), acknowledged: f.count(KEPT.acknowledged), accepted: f.count(KEPT.accepted) })
      .nullable()
      .describe("Findings that do not count, and why; null until it has finished"),
    memory: z
      .object({
        compared_with: z.string().meta({ description: "A version's number", examples: [PUBLIC.version] }),
        kind: z.enum(COMPARISON_KINDS).meta({
          description:
            "`approved`: the public version before. `draft`: an earlier draft. `last-file`: the file sent before under the same number",
          examples: ["approved"],
        }),
        new: f.count(MEMORY.new, "Open ones that were not there"),
        carried_over: f.count(MEMORY.carried_over, "Open ones that were there, in the same file or another"),
        fixed: f.count(MEMORY.fixed, "Those that are gone"),
      })
      .nullable()
      .describe(
        "How it differs from the version before, notes left out; null in a summary, until it has finished, and where nothing was before",
      ),
    blocking_rules: z
      .array(z.object({ rule: f.ruleId(), count: f.count(OPEN.critical), url: f.address("How to fix it", urls.ruleDocs(RULE)) }))
      .describe("What must be fixed; empty in a summary"),
    checks: z.array(scanCheck).meta({ examples: [SENT_CHECKS] }),
    coverage: z
      .object({ python: coverage(12, 48_210).nullable(), text: coverage(19, 61_744).nullable() })
      .describe("Python files read to their end, and files of any kind searched as text"),
    artifact_sha256: f.sha256("Of the ZIP", SENT.sha256),
    result_digest: f
      .sha256("The same package, ruleset and engine give the same one anywhere; null until it has finished", SENT.resultDigest)
      .nullable(),
    ruleset: rulesetName,
    engine_version: z.string().meta({ examples: [ENGINE] }),
    queued_at: f.moment("When it was asked for", SENT.at),
    concluded_at: f.moment("When the verdict was known", SENT.concludedAt).nullable(),
    expires_at: z.iso
      .datetime()
      .nullable()
      .meta({ description: "When a dry run is removed; null for a version's scan", examples: [null] }),
    package_warnings: z.array(packageProblem).describe("Rules for packages that did not stop it; empty in a summary"),
    url: f.address("The page", urls.securityTab(PACKAGE, SENT.version)),
    findings_url: f.address("Null in a summary", urls.apiFindings(SENT.scanId)).nullable(),
    sarif_url: f.address("Null in a summary", urls.apiSarif(SENT.scanId)).nullable(),
  }),
);

const snippet = z.object({
  start_line: f.count(BLOCKING.snippet.startLine, "Of the first of lines, in the file"),
  lines: z.array(z.string()).meta({
    description: "What looks like a secret is masked",
    examples: [[...BLOCKING.snippet.lines]],
  }),
  mark_start: f.count(BLOCKING.snippet.markStart, "Index into lines, from 0, of the first that is meant"),
  mark_end: f.count(BLOCKING.snippet.markEnd, "And of the last"),
});

const suppression = z.object({
  by: z.enum(["pragma", "config", "baseline"]).meta({ examples: ["pragma"] }),
  rule_specific: z.boolean().meta({ description: "Names the rule: nothing else lifts a critical finding" }),
  text: z.string().meta({ examples: ["# nosec B602"] }),
  path: z.string().meta({ examples: ["my_plugin/tools.py"] }),
  line: f.count(6).nullable(),
  reason: z
    .string()
    .nullable()
    .meta({ examples: ["the command is a constant"] }),
});

export const finding = f.named(
  "Finding",
  "One rule violated at one place",
  z.object({
    finding_id: f.count(1_873),
    check: f.checkId(),
    rule: f.ruleId(),
    rule_url: f.address("How to fix it", urls.ruleDocs(RULE)),
    severity: f.severity(),
    confidence: z.enum(["high", "medium", "low"]).meta({ examples: ["high"] }),
    standing: f.standing(),
    message: z.string().meta({ examples: [BLOCKING.message] }),
    path: z.string().meta({ examples: [BLOCKING.path] }),
    line: f.count(BLOCKING.line, "From 1; 0 for a whole file"),
    end_line: f.count(BLOCKING.line),
    path_class: z.enum(["own", "test", "vendored"]).meta({ examples: ["own"] }),
    snippet: snippet.nullable(),
    data: z
      .record(z.string(), z.string())
      .nullable()
      .meta({ description: "Further facts, by name", examples: [BLOCKING.data] }),
    fingerprint: z.string().meta({
      description: "Its identity in all versions of the plugin",
      examples: ["0a4d55a8d778e5022fab701977c5d840"],
    }),
    memory: z
      .object({
        change: z
          .enum(["new", "carried-over", "moved"])
          .meta({ description: "`moved`: the same code, now in another file", examples: ["new"] }),
        first_seen_in: f.versionNumber().nullable().describe("The version in which it appeared first"),
      })
      .nullable()
      .describe("How it relates to the version that the scan was compared with; null where nothing was before"),
    suppression: suppression.nullable().meta({ description: "What in the package hides it, or wishes to", examples: [null] }),
    decision: z
      .object({
        kind: z.enum(["acknowledgement", "acceptance", "suppression-refused"]).meta({ examples: ["acceptance"] }),
        reason: z.string().meta({ examples: ["It is what the plugin is for."] }),
        decided_at: f.moment("When", PUBLIC.decidedAt),
      })
      .nullable()
      .meta({ description: "What a person decided about it", examples: [null] }),
  }),
);

export const findingList = f.named(
  "FindingList",
  "A page of findings, by file and line",
  z.object({
    ...f.listFacts({ total: OPEN.critical, limit: FINDING_QUERY.limit, next: null }),
    items: z.array(finding),
  }),
);

export const sarifLog = f.named(
  "SarifLog",
  "A report in SARIF 2.1.0 (OASIS)",
  z.looseObject({ version: z.literal("2.1.0"), runs: z.array(z.looseObject({})) }),
);

export const packageReport = f.named(
  "PackageReport",
  "A whole report, as the command line writes it",
  z.looseObject({
    schemaVersion: z.literal(REPORT_SCHEMA_VERSION),
    engineVersion: z.string().meta({ examples: [ENGINE] }),
    scan: z.looseObject({}),
  }),
);
