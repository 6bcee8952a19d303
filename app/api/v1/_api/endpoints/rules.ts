import { z } from "zod";
import { requireActiveRuleset } from "@/db/queries/rulesets";
import { ok } from "@/lib/result";
import { absoluteUrl, urls } from "@/lib/urls";
import { RULES, ruleById } from "@/scanners/ruleset/rules";
import { endpoint } from "../endpoint";
import { rulesetJson } from "../scan-json";
import { rule, ruleList } from "../schemas/rules";
import { nothingHere } from "./not-found";

type RuleMetadata = (typeof RULES)[number];
type Ruleset = Awaited<ReturnType<typeof requireActiveRuleset>>;
type RuleCase = NonNullable<Ruleset["rules"][string]["cases"]>[number];

export const listRules = endpoint({
  method: "GET",
  path: "/api/v1/rules",
  id: "listRules",
  tag: "rules",
  summary: "All rules with their severities in force",
  access: "public",
  params: z.object({}),
  query: z.object({}),
  answers: [{ status: 200, description: "The rules", schema: ruleList }],
  problems: [],
  async handle({ db, publicUrl }) {
    const ruleset = await requireActiveRuleset(db);
    const items = RULES.map((one) => summaryOf(one, ruleset, publicUrl));
    return ok({ body: { ruleset: rulesetJson(ruleset, publicUrl), total: items.length, items } });
  },
});

const namePart = (description: string, example: string) =>
  z
    .string()
    .max(100)
    .meta({ description, examples: [example] });

/** A rule's id as an address has it. */
const ruleAddress = z.object({
  check: namePart(
    "What stands before the slash in the rule's id. It is the check's name, but for the rules of the checks `permissions` and `suspicious-files`: both begin with `files`, as in `files/executable`",
    "bandit",
  ),
  code: namePart("What stands behind it", "B602"),
});

export const getRule = endpoint({
  method: "GET",
  path: "/api/v1/rules/{check}/{code}",
  id: "getRule",
  tag: "rules",
  summary: "One rule: why, how to fix it, how to say that it is intended",
  access: "public",
  params: ruleAddress,
  query: z.object({}),
  answers: [{ status: 200, description: "The rule", schema: rule }],
  problems: [],
  async handle({ db, publicUrl, params }) {
    const found = ruleById(`${params.check}/${params.code}`);
    if (!found) return nothingHere();
    const ruleset = await requireActiveRuleset(db);
    const { why, howToFix, intended, badExample, goodExample, references } = found;
    return ok({
      body: {
        ...summaryOf(found, ruleset, publicUrl),
        severity_cases: (ruleset.rules[found.id]?.cases ?? []).map(caseJson),
        ...{ why, how_to_fix: howToFix, intended },
        bad_example: { file: badExample.path, text: badExample.code },
        good_example: { file: goodExample.path, text: goodExample.code },
        references: references.map(({ title, url }) => ({ title, url })),
      },
    });
  },
});

function summaryOf({ id, checkId, code, title, cwe, defaultSeverity }: RuleMetadata, ruleset: Ruleset, publicUrl: string) {
  const inForce = ruleset.rules[id];
  return {
    ...{ rule: id, check: checkId, code, title },
    on: inForce?.on ?? false,
    severity: inForce?.severity ?? defaultSeverity,
    cwe: cwe ?? null,
    url: absoluteUrl(publicUrl, urls.ruleDocs(id)),
  };
}

const caseJson = ({ severity, toolSeverity, shape, pathClass }: RuleCase) => ({
  severity,
  tool_severity: toolSeverity ? [...toolSeverity] : null,
  shape: shape ? [...shape] : null,
  path_class: pathClass ? [...pathClass] : null,
});
