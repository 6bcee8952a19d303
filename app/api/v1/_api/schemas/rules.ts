import { z } from "zod";
import * as f from "./fields";
import { rulesetName } from "./scan";

const severityCase = z.object({
  severity: f.severity(),
  tool_severity: z.array(z.enum(["high", "medium", "low"]).meta({ examples: ["high"] })).nullable(),
  shape: z.array(z.string().meta({ examples: ["literal"] })).nullable(),
  path_class: z.array(z.enum(["own", "test", "vendored"]).meta({ examples: ["test"] })).nullable(),
});

const ruleFacts = {
  rule: f.ruleId(),
  check: f.checkId(),
  code: z.string().meta({ examples: ["B602"] }),
  title: z.string().meta({ examples: ["A command runs through a shell"] }),
  on: z.boolean().meta({ description: "In the ruleset in force" }),
  severity: f.severity(),
  cwe: z
    .int()
    .nullable()
    .meta({ examples: [78] }),
  url: f.address("The page", "/docs/security-scanning/rules/bandit/B602"),
};

export const ruleSummary = f.named("RuleSummary", "One documented policy, with its severity in force", z.object(ruleFacts));

export const ruleList = f.named("RuleList", "All rules", z.object({ ruleset: rulesetName, total: f.count(), items: z.array(ruleSummary) }));

const example = z.object({
  file: z
    .string()
    .nullable()
    .meta({ examples: ["tools.py"] }),
  text: z.string(),
});

export const rule = f.named(
  "Rule",
  "A rule with everything that its page says",
  z.object({
    ...ruleFacts,
    severity_cases: z.array(severityCase).describe("Where the severity is another one: the first case that fits decides"),
    why: z.string(),
    how_to_fix: z.string(),
    intended: z.string().describe("How to say that it is intended"),
    bad_example: example,
    good_example: example,
    references: z.array(z.object({ title: z.string(), url: z.string().meta({ format: "uri", examples: ["https://cwe.mitre.org/"] }) })),
  }),
);

export const storedRuleset = f.named(
  "RulesetSummary",
  "A ruleset that this site has or had in force",
  z.object({
    ...rulesetName.shape,
    active: z.boolean().meta({ description: "Uploads are scanned with it now" }),
    rules_on: f.count(),
    rules_critical: f.count("Rules that can stop a version"),
    stored_at: f.moment("When this site first had it"),
  }),
);

export const rulesetList = f.named("RulesetList", "All rulesets", z.object({ total: f.count(), items: z.array(storedRuleset) }));

const rulesetCase = z.object({
  severity: f.severity(),
  toolSeverity: z.array(z.string().meta({ examples: ["high"] })).optional(),
  shape: z.array(z.string().meta({ examples: ["literal"] })).optional(),
  pathClass: z.array(z.string().meta({ examples: ["test"] })).optional(),
});

export const ruleset = f.named(
  "Ruleset",
  "Rules and severities, in the form that `greenbadge --ruleset` reads",
  z.object({
    name: z.string().meta({ examples: ["default"] }),
    version: f.count(),
    title: z.string().meta({ examples: ["Default"] }),
    digest: f.sha256("Of the rest"),
    rules: z.record(z.string(), z.object({ on: z.boolean(), severity: f.severity(), cases: z.array(rulesetCase).optional() })),
  }),
);

export const rulesInForce = f.named(
  "RulesInForce",
  "With which engine and which rules uploads are scanned now",
  z.object({ engineVersion: z.string().meta({ examples: ["0.4.0"] }), ruleset }),
);

export const pluginDecisions = f.named(
  "PluginDecisions",
  "What was decided about a plugin's findings, in the form that `greenbadge --decisions` reads",
  z.object({
    packageName: f.packageName(),
    fingerprintKey: z.string().describe("Key of the plugin's fingerprints. Keep it secret: guesses of short secrets can be tested with it"),
    decisions: z.array(
      z.object({
        fingerprint: z.string(),
        kind: z.enum(["acknowledgement", "acceptance", "suppression-refused"]),
        equalCount: f.count("With more equal findings than these it is void"),
        ruleId: f.ruleId(),
        reason: z.string(),
        decidedAt: f.moment("When"),
      }),
    ),
  }),
);
