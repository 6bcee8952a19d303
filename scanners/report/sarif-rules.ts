import type { RuleMetadata, Ruleset, Severity } from "../core/types";
import { checkById } from "../ruleset/rules";

export const LEVELS: Readonly<Record<Severity, "error" | "warning" | "note">> = { critical: "error", warning: "warning", info: "note" };

/** A rule as SARIF declares it, with the severity that the ruleset in force gives it. */
export function ruleDescriptor(rule: RuleMetadata, ruleset: Ruleset, ruleUrl?: (ruleId: string) => string): object {
  const entry = ruleset.rules[rule.id];
  const helpUri = ruleUrl?.(rule.id) ?? rule.references[0]?.url;
  return {
    id: rule.id,
    name: rule.code,
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.why },
    help: {
      text: `${rule.howToFix}\n\n${rule.intended}`,
      markdown: `${rule.why}\n\n**Fix:** ${rule.howToFix}\n\n**Intended?** ${rule.intended}`,
    },
    ...(helpUri ? { helpUri } : {}),
    defaultConfiguration: { enabled: entry?.on ?? false, level: LEVELS[entry?.severity ?? rule.defaultSeverity] },
    properties: {
      tags: [
        rule.checkId,
        ...(checkById(rule.checkId).blocking ? ["security"] : []),
        ...(rule.cwe ? [`external/cwe/cwe-${rule.cwe}`] : []),
      ],
    },
  };
}
