/**
 * The JSON report, as documented for programs that read it. A change that could break a reader raises the version;
 * new members do not, so readers must ignore what they do not know.
 */
import * as z from "zod";
import { CHECK_ERROR_CODES, CHECK_IDS, CONFIDENCES, PATH_CLASSES, SEVERITIES, SUPPRESSION_KINDS, VERDICTS } from "../core/types";

export const REPORT_SCHEMA_VERSION = 1;

const count = z.int().nonnegative();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, "64 hexadecimal digits are wanted");
const fingerprint = z.string().regex(/^[0-9a-f]{32}$/, "32 hexadecimal digits are wanted");
const bySeverity = z.object({ critical: count, warning: count, info: count });

const problem = z
  .object({
    code: z.string().describe("Stable; the anchor of its paragraph in the site's documentation"),
    level: z.enum(["error", "warning"]),
    message: z.string(),
    advice: z.string(),
    entry: z.string().optional(),
    line: count.optional().describe("1-based line of metadata.txt"),
  })
  .describe("A broken package rule. One error is enough for the site to refuse the package");

const snippet = z.object({
  startLine: count,
  lines: z.array(z.string()).describe("Source lines with everything masked that looks like a secret"),
  markStart: count.describe("Index into lines"),
  markEnd: count,
});

const suppression = z.object({
  by: z.enum(SUPPRESSION_KINDS),
  ruleSpecific: z.boolean().describe("Names the rule. Nothing else lifts a critical finding"),
  text: z.string(),
  path: z.string(),
  line: count.optional(),
  reason: z.string().optional(),
});

const finding = z.object({
  ruleId: z.string(),
  severity: z.enum(SEVERITIES),
  standing: z.enum(["open", "suppressed", "acknowledged", "accepted"]).describe("Only open ones count"),
  change: z.enum(["new", "carried-over", "moved"]).optional().describe("With --baseline"),
  toolSeverity: z.enum(CONFIDENCES).optional(),
  confidence: z.enum(CONFIDENCES),
  path: z.string().describe("Name inside the package; begins with the plugin's folder"),
  line: count.describe("1-based; 0 for a finding about a whole file"),
  endLine: count,
  pathClass: z.enum(PATH_CLASSES),
  message: z.string(),
  snippet: snippet.optional(),
  data: z.record(z.string(), z.string()).optional(),
  fingerprint: fingerprint.describe("Its identity across versions, for this key"),
  movedFingerprint: fingerprint.describe("The same without the path"),
  equalCount: count,
  suppression: suppression.optional(),
});

const coverage = z.object({ filesAnalysed: count, filesNotAnalysed: count, bytesAnalysed: count, bytesNotAnalysed: count });

const check = z.discriminatedUnion("state", [
  z.object({
    checkId: z.enum(CHECK_IDS),
    state: z.literal("finished"),
    findings: z.array(finding),
    omitted: z.record(z.string(), count).describe("Findings beyond the cap, by rule"),
    omittedCritical: count,
    coverage: coverage.optional(),
  }),
  z.object({ checkId: z.enum(CHECK_IDS), state: z.literal("errored"), code: z.enum(CHECK_ERROR_CODES) }),
]);

const comparison = z
  .object({
    new: count,
    carriedOver: count,
    moved: count.describe("Carried over, in another file"),
    fixed: z.array(z.object({ ruleId: z.string(), path: z.string(), line: count, message: z.string() })),
    hasOtherRules: z.boolean().describe("The earlier report came from other rules or another engine"),
  })
  .describe("Against the report given with --baseline");

const scan = z.object({
  topFolder: z.string(),
  contentDigest: sha256.describe("Over the list of files: paths, modes, sizes and contents"),
  digest: sha256.describe("Over engine, ruleset, content and findings: the same on the site for the same package"),
  verdict: z.enum(VERDICTS),
  open: bySeverity,
  suppressed: count,
  acknowledged: count,
  accepted: count,
  errored: z.array(z.object({ checkId: z.enum(CHECK_IDS), code: z.enum(CHECK_ERROR_CODES) })),
  blockingRules: z.array(z.object({ ruleId: z.string(), count })),
  checks: z.array(check),
});

export const reportSchema = z.object({
  schemaVersion: z.literal(REPORT_SCHEMA_VERSION),
  engineVersion: z.string(),
  ruleset: z.object({ name: z.string(), version: z.int(), digest: sha256 }),
  outcome: z.enum([...VERDICTS, "refused"]).describe("The verdict, or refused for a package that the site would not take"),
  package: z.object({
    sha256: sha256.nullable().describe("Of the ZIP as given; null for a folder"),
    fileCount: count,
    configFiles: z.array(z.string()),
    problems: z.array(problem),
  }),
  scan: scan.nullable().describe("Null when the ZIP cannot be opened"),
  fingerprints: z.object({
    origin: z.enum(["server", "report"]).describe("Whose key: the plugin's on its server, or one of this report"),
    keyId: z.string(),
    key: sha256.optional().describe("Only a key of this report: it makes the report usable with --baseline"),
  }),
  baseline: comparison.optional(),
});

export type JsonReport = z.output<typeof reportSchema>;
