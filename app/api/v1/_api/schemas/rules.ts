import { z } from "zod";
import { urls } from "@/lib/urls";
import * as f from "./fields";
import { ACKNOWLEDGED } from "./sample";
import { rulesetName } from "./scan";
import { ENGINE, PUBLIC, RULE, RULESET, SHOWN_RULE } from "./story";

const text = (example: string) => z.string().meta({ examples: [example] });

const CASES = RULESET.rules[RULE]?.cases ?? [];
const severityCase = z.object({
  severity: f.severity(),
  tool_severity: z.array(z.enum(["high", "medium", "low"])).nullable(),
  shape: z.array(z.string()).nullable(),
  path_class: z.array(z.enum(["own", "test", "vendored"])).nullable(),
});
const shownCases = CASES.map(({ severity, toolSeverity = null, shape = null, pathClass = null }) => ({
  ...{ severity, tool_severity: toolSeverity, shape, path_class: pathClass },
}));

const ruleFacts = {
  rule: f.ruleId(),
  check: f.checkId(),
  code: text(SHOWN_RULE.code),
  title: text(SHOWN_RULE.title),
  on: z.boolean().meta({ description: "In the ruleset in force" }),
  severity: f.severity(),
  cwe: z
    .int()
    .nullable()
    .meta({ examples: [SHOWN_RULE.cwe] }),
  url: f.address("The page", urls.ruleDocs(RULE)),
};

export const ruleSummary = f.named("RuleSummary", "One documented policy, with its severity in force", z.object(ruleFacts));

export const ruleList = f.named(
  "RuleList",
  "All rules",
  z.object({ ruleset: rulesetName, total: f.count(1), items: z.array(ruleSummary) }),
);

const example = ({ path, code }: { path: string | null; code: string }) =>
  z.object({
    file: z
      .string()
      .nullable()
      .meta({ examples: [path] }),
    text: text(code),
  });

export const rule = f.named(
  "Rule",
  "A rule with everything that its page says",
  z.object({
    ...ruleFacts,
    severity_cases: z
      .array(severityCase)
      .meta({ description: "Where the severity is another one: the first case that fits decides", examples: [shownCases] }),
    why: text(SHOWN_RULE.why),
    how_to_fix: text(SHOWN_RULE.howToFix),
    intended: text(SHOWN_RULE.intended).describe("How to say that it is intended"),
    bad_example: example(SHOWN_RULE.badExample),
    good_example: example(SHOWN_RULE.goodExample),
    references: z
      .array(z.object({ title: z.string(), url: z.string().meta({ format: "uri" }) }))
      .meta({ examples: [SHOWN_RULE.references] }),
  }),
);

const RULES_ON = Object.values(RULESET.rules).filter(({ on }) => on);
const CAN_STOP = RULES_ON.filter((one) => [one, ...(one.cases ?? [])].some(({ severity }) => severity === "critical"));

export const storedRuleset = f.named(
  "RulesetSummary",
  "A ruleset that this site has or had in force",
  z.object({
    ...rulesetName.shape,
    active: z.boolean().meta({ description: "Uploads are scanned with it now" }),
    rules_on: f.count(RULES_ON.length),
    rules_critical: f.count(CAN_STOP.length, "Rules that can stop a version"),
    stored_at: f.moment("When this site first had it", "2026-01-12T06:00:00.000Z"),
  }),
);

export const rulesetList = f.named("RulesetList", "All rulesets", z.object({ total: f.count(1), items: z.array(storedRuleset) }));

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
    name: text(RULESET.name),
    version: f.count(RULESET.version),
    title: text(RULESET.title),
    digest: f.sha256("Of the rest", RULESET.digest),
    rules: z
      .record(z.string(), z.object({ on: z.boolean(), severity: f.severity(), cases: z.array(rulesetCase).optional() }))
      .meta({ description: "By id. The example shows one of them", examples: [{ [RULE]: RULESET.rules[RULE] }] }),
  }),
);

export const rulesInForce = f.named(
  "RulesInForce",
  "With which engine and which rules uploads are scanned now",
  z.object({ engineVersion: text(ENGINE), ruleset }),
);

export const pluginDecisions = f.named(
  "PluginDecisions",
  "What was decided about a plugin's findings, in the form that `greenbadge --decisions` reads",
  z.object({
    packageName: f.packageName(),
    fingerprintKey: z.string().describe("Key of the plugin's fingerprints. Keep it secret: guesses of short secrets can be tested with it"),
    decisions: z.array(
      z.object({
        fingerprint: text("7c0be1d94a3f5268b1e7903dd2f84a16"),
        kind: z.enum(["acknowledgement", "acceptance", "suppression-refused"]),
        equalCount: f.count(1, "With more equal findings than these it is void"),
        ruleId: text(ACKNOWLEDGED.rule),
        reason: text(ACKNOWLEDGED.reason),
        decidedAt: f.moment("When", PUBLIC.decidedAt),
      }),
    ),
  }),
);
