import { createHash } from "node:crypto";
import type { findings } from "@/db/schema";
import type { PathClass } from "@/scanners/core/types";
import { RULES } from "@/scanners/ruleset/rules";
import { DEFAULT_RULESET, severityOf } from "@/scanners/ruleset/rulesets";
import { between, oneOf, type Random } from "../../throw-away/random";

type Row = Omit<typeof findings.$inferInsert, "scanId">;

/** A warning of which some versions have a few: the rule that the rehearsal makes critical. */
export const RARE_RULE = "bandit/B324";
/** What most plugins have, many times over. */
export const COMMON_RULE = "flake8/E722";

const ON = RULES.filter((rule) => DEFAULT_RULESET.rules[rule.id]?.on && rule.id !== RARE_RULE);
const CRITICAL = ON.filter((rule) => DEFAULT_RULESET.rules[rule.id]?.severity === "critical" && rule.checkId !== "coverage");
const OTHERS = ON.filter((rule) => DEFAULT_RULESET.rules[rule.id]?.severity !== "critical" && rule.id !== COMMON_RULE);
const RARE = RULES.find((rule) => rule.id === RARE_RULE) as (typeof RULES)[number];
const COMMON = RULES.find((rule) => rule.id === COMMON_RULE) as (typeof RULES)[number];

/** One version in four has something critical, whatever its size. */
const CRITICAL_SHARE = 0.25;
const RARE_SHARE = 0.3;
const PATH_CLASSES: readonly PathClass[] = ["own", "own", "own", "vendored", "test"];

/** As a scan by the shipped ruleset stores them. Two versions of a plugin have most of them in common. */
export function findingsOfVersion(random: Random, pluginId: number, count: number): Row[] {
  const rules = Array.from({ length: count }, () =>
    random() < 0.3 ? COMMON : (OTHERS[Math.floor(OTHERS.length * random() ** 2)] ?? COMMON),
  );
  if (random() < CRITICAL_SHARE) rules.push(oneOf(random, CRITICAL), oneOf(random, CRITICAL));
  if (random() < RARE_SHARE) rules.push(...Array.from({ length: between(random, 1, 6) }, () => RARE));
  return rules.map((rule, index) => finding(random, pluginId, rule, index));
}

function finding(random: Random, pluginId: number, rule: (typeof RULES)[number], index: number): Row {
  const pathClass = oneOf(random, PATH_CLASSES);
  const toolSeverity = rule.checkId === "bandit" ? oneOf(random, ["high", "medium", "low"] as const) : null;
  const line = between(random, 1, 3_000);
  const fingerprint = createHash("sha256").update(`${pluginId}:${rule.id}:${index}`).digest("hex");
  return {
    checkId: rule.checkId,
    ruleId: rule.id,
    severity: severityOf(DEFAULT_RULESET, rule.id, toolSeverity ? { toolSeverity } : {}, pathClass) ?? "info",
    toolSeverity,
    confidence: "high",
    path: `${pathClass === "test" ? "test" : pathClass === "vendored" ? "extlibs/lib" : "core"}/module_${index % 40}.py`,
    line,
    endLine: line,
    pathClass,
    message: `${rule.title}: this is what was found here, in as many words as usual.`,
    snippet: {
      startLine: line - 1,
      lines: [
        "    def run(self, options=None, limit=100):",
        '        value = self.layer.getFeatures(options or {"limit": limit})',
        "        return value",
      ],
      markStart: 1,
      markEnd: 1,
    },
    data: null,
    fingerprint,
    movedFingerprint: fingerprint.slice(0, 40),
    equalCount: 1,
    ...(random() < 0.05 ? { suppression: { by: "pragma" as const, ruleSpecific: true, text: "# nosec", path: "core/module.py" } } : {}),
  };
}
