import { canonicalJson } from "../core/canonical-json";
import type { RuleMetadata, Ruleset, RulesetRule, Severity } from "../core/types";
import { checkById, RULES, ruleById } from "./rules";
import { DEFAULT_RULESET, rulesetDigest, UNUSUAL_FILE } from "./rulesets";

/** What an administrator can make of a rule: always this severity, off, on again as it was, or as this release ships it. */
export const RULE_SETTINGS = ["critical", "warning", "info", "off", "on", "as-shipped"] as const;
export type RuleSetting = (typeof RULE_SETTINGS)[number];

/** As what follows "is already". */
const SETTING_WORDS: Readonly<Record<RuleSetting, string>> = {
  critical: "critical",
  warning: "a warning",
  info: "info",
  off: "off",
  on: "on",
  "as-shipped": "as shipped",
};

/** Rulesets that were made here. Shipped ones have names of their own. */
export const SITE_RULESET = "site";

function entryFor(rule: RuleMetadata, current: RulesetRule | undefined, setting: RuleSetting): RulesetRule {
  const shipped = DEFAULT_RULESET.rules[rule.id] as RulesetRule;
  if (setting === "as-shipped") return shipped;
  if (setting === "on" || setting === "off") return { ...(current ?? shipped), on: setting === "on" };
  return always(rule, setting);
}

/** Secrets in files that the tool itself does not open stay what they are: shown. */
const always = (rule: RuleMetadata, severity: Severity): RulesetRule =>
  rule.checkId === "secrets" ? { on: true, severity, cases: [UNUSUAL_FILE] } : { on: true, severity };

const isEqual = (a: RulesetRule | undefined, b: RulesetRule) => a !== undefined && canonicalJson(a) === canonicalJson(b);

/** Why a rule cannot be set so, in words; null when it can. */
function obstacle(rule: RuleMetadata, entry: RulesetRule): string | null {
  const check = checkById(rule.checkId);
  const severities = [entry.severity, ...(entry.cases ?? []).map((one) => one.severity)];
  if (entry.on && !check.blocking && severities.includes("critical"))
    return `Only rules of a check that blocks can be critical, and “${check.title}” does not block.`;
  const isOfCoverage = rule.checkId === "coverage" && rule.defaultSeverity === "critical";
  if (isOfCoverage && (!entry.on || severities.some((one) => one !== "critical")))
    return "What cannot be analysed must not be published, so this rule stays critical.";
  return null;
}

/** The settings that may be chosen for a rule as a ruleset has it, in the order of `RULE_SETTINGS`. */
export function settingsFor(ruleset: Ruleset, rule: RuleMetadata): RuleSetting[] {
  const current = ruleset.rules[rule.id];
  return RULE_SETTINGS.filter((setting) => {
    const entry = entryFor(rule, current, setting);
    if (setting === "on" && (!current || current.on)) return false;
    return !isEqual(current, entry) && obstacle(rule, entry) === null;
  });
}

export interface RuleChange {
  ruleId: string;
  setting: RuleSetting;
}

/** As many as an address carries without trouble; whoever means more than that means another ruleset. */
const MOST_CHANGES = 50;

/** Changes that are looked at and not in force stand in the page's address, each as `bandit/B602:warning`. */
export const changeText = ({ ruleId, setting }: RuleChange): string => `${ruleId}:${setting}`;

/** Reads them back. What is none is left out; of several for a rule the last one counts. */
export function parseChanges(texts: readonly string[]): RuleChange[] {
  const changes = new Map<string, RuleChange>();
  for (const text of texts) {
    const [ruleId = "", wanted] = text.split(":");
    const setting = RULE_SETTINGS.find((one) => one === wanted);
    if (setting && ruleById(ruleId)) changes.set(ruleId, { ruleId, setting });
  }
  return [...changes.values()].slice(0, MOST_CHANGES);
}

/**
 * A ruleset with some rules set anew.
 *
 * @param version of the new ruleset among those made here
 * @returns words about what is in the way, or the ruleset
 */
export function changeRules(ruleset: Ruleset, changes: readonly RuleChange[], version: number): Ruleset | string {
  const rules = { ...ruleset.rules };
  for (const { ruleId, setting } of changes) {
    const rule = ruleById(ruleId);
    if (!rule) return "This release knows no such rule.";
    const entry = entryFor(rule, rules[ruleId], setting);
    if (isEqual(rules[ruleId], entry)) return `${ruleId} is already ${SETTING_WORDS[setting]}.`;
    const problem = obstacle(rule, entry);
    if (problem) return `${ruleId}: ${problem}`;
    rules[ruleId] = entry;
  }
  if (changes.length === 0) return "Nothing was changed.";
  const changed = { name: SITE_RULESET, version, title: "Rules of this site", rules };
  return { ...changed, digest: rulesetDigest(changed) };
}

/** What stands against a stored ruleset today, in words: an earlier release may have allowed what this one does not. */
export function objectionTo(ruleset: Ruleset): string | null {
  for (const rule of RULES) {
    const entry = ruleset.rules[rule.id];
    const isMissed = !entry && rule.checkId === "coverage" && rule.defaultSeverity === "critical";
    const problem = entry || isMissed ? obstacle(rule, entry ?? { on: false, severity: rule.defaultSeverity }) : null;
    if (problem) return `${rule.id}: ${problem}`;
  }
  return null;
}
