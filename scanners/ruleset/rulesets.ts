import { createHash } from "node:crypto";
import { canonicalJson } from "../core/canonical-json";
import type { PathClass, RuleMetadata, Ruleset, RulesetRule, Severity, SeverityCase } from "../core/types";
import { QGIS_SITE_SEVERITIES } from "./qgis-site-severities";
import { RULES } from "./rules";

/** sha256 (hex) over everything in a ruleset but the digest itself. */
export function rulesetDigest(ruleset: Omit<Ruleset, "digest">): string {
  const { name, version, title, rules } = ruleset;
  return createHash("sha256").update(canonicalJson({ name, version, title, rules })).digest("hex");
}

function sealed(ruleset: Omit<Ruleset, "digest">): Ruleset {
  return { ...ruleset, digest: rulesetDigest(ruleset) };
}

/** Files that detect-secrets does not open (by name or ending) are searched too, but a hit there is only shown. */
export const UNUSUAL_FILE: SeverityCase = { severity: "info", shape: ["skipped-by-tool"] };

function casesOf(rule: RuleMetadata): readonly SeverityCase[] {
  const own = rule.severityCases ?? [];
  return rule.checkId === "secrets" ? [UNUSUAL_FILE, ...own] : own;
}

function byDefault(rule: RuleMetadata): RulesetRule {
  const cases = casesOf(rule);
  const entry = { on: !rule.isOff, severity: rule.defaultSeverity };
  return cases.length > 0 ? { ...entry, cases } : entry;
}

type SiteFamily = { readonly [severity in Severity]: readonly string[] };

/** The site's names for what our file rules find. Rules of ours that it does not have keep their default. */
const SITE_FILE_RULES: Readonly<Record<string, string>> = {
  "files/executable": "FILE_EXECUTABLE",
  "files/setuid": "FILE_EXECUTABLE",
  "files/setgid": "FILE_EXECUTABLE",
  "files/executable-content": "FILE_BINARY",
  "files/script": "FILE_SUSPICIOUS",
  "files/nested-archive-with-code": "FILE_SUSPICIOUS",
  "files/python-outside-py": "FILE_SUSPICIOUS",
  "files/hidden": "FILE_HIDDEN",
};

function siteSeverity(family: SiteFamily, code: string): Severity | null {
  if (family.critical.includes(code)) return "critical";
  if (family.warning.includes(code)) return "warning";
  return family.info.includes(code) ? "info" : null;
}

/** As on the QGIS site: any finding of Bandit or secrets blocks; the others are at most warnings. */
function asOnQgisSite(rule: RuleMetadata): RulesetRule {
  const prefix = rule.id.slice(0, rule.id.indexOf("/"));
  if (prefix === "bandit" || prefix === "secrets") {
    const site = siteSeverity(QGIS_SITE_SEVERITIES[prefix], rule.code);
    if (site === null) return byDefault(rule);
    if (site === "info") return { on: false, severity: "info" };
    return prefix === "secrets" ? { on: true, severity: "critical", cases: [UNUSUAL_FILE] } : { on: true, severity: "critical" };
  }
  const code = prefix === "files" ? SITE_FILE_RULES[rule.id] : rule.code;
  const family = prefix === "files" ? QGIS_SITE_SEVERITIES.files : QGIS_SITE_SEVERITIES.flake8;
  const site = prefix === "files" || prefix === "flake8" ? (code ? siteSeverity(family, code) : null) : null;
  if (site === null) return byDefault(rule);
  return site === "info" ? { on: false, severity: "info" } : { on: true, severity: "warning" };
}

function rulesFor(entry: (rule: RuleMetadata) => RulesetRule): Record<string, RulesetRule> {
  return Object.fromEntries(RULES.map((rule) => [rule.id, entry(rule)]));
}

/** Critical is what endangers a user; noise warns. What new installations use. */
export const DEFAULT_RULESET: Ruleset = sealed({ name: "default", version: 2, title: "Default", rules: rulesFor(byDefault) });

/** Today's strictness of the QGIS plugin site. */
export const QGIS_2026_07_RULESET: Ruleset = sealed({
  name: "qgis-2026-07",
  version: 2,
  title: "QGIS site, July 2026",
  rules: rulesFor(asOnQgisSite),
});

export const RULESETS: readonly Ruleset[] = [DEFAULT_RULESET, QGIS_2026_07_RULESET];

/** The shipped ruleset of this name, or null. */
export function rulesetByName(name: string): Ruleset | null {
  return RULESETS.find((ruleset) => ruleset.name === name) ?? null;
}

/**
 * What a ruleset says of one finding.
 * @returns the severity in force, or null when the rule is off or unknown to the ruleset.
 */
export function severityOf(
  ruleset: Ruleset,
  ruleId: string,
  raw: { toolSeverity?: "high" | "medium" | "low"; shape?: string },
  pathClass: PathClass,
): Severity | null {
  const rule = ruleset.rules[ruleId];
  if (!rule?.on) return null;
  const matching = rule.cases?.find(
    (one) =>
      (!one.toolSeverity || (raw.toolSeverity !== undefined && one.toolSeverity.includes(raw.toolSeverity))) &&
      (!one.shape || (raw.shape !== undefined && one.shape.includes(raw.shape))) &&
      (!one.pathClass || one.pathClass.includes(pathClass)),
  );
  return matching?.severity ?? rule.severity;
}
