import type { Ruleset } from "../core/types";
import type { FormatOptions } from "../report/package-report";
import { clip } from "../report/text-layout";
import { CHECKS, RULES, rulesOfCheck } from "../ruleset/rules";
import { severityWords } from "./explain";

/** Every rule with the severity that a ruleset gives it, by check. */
export function listRules(ruleset: Ruleset, { paint, width }: Pick<FormatOptions, "paint" | "width">): string {
  const lines = [`ruleset ${ruleset.name} ${ruleset.version}  ${ruleset.digest}`];
  for (const check of CHECKS) {
    lines.push("", paint("bold", `${check.title} (${check.blocking ? "blocks" : "advice"})`));
    for (const rule of rulesOfCheck(check.id)) {
      const entry = ruleset.rules[rule.id];
      const severity = entry?.on ? `${entry.severity}${entry.cases ? "*" : ""}` : "off";
      lines.push(clip(`  ${rule.id.padEnd(34)} ${severity.padEnd(9)} ${rule.title}`, width));
    }
  }
  return `${lines.join("\n")}\n\n* depends on the case: --explain RULE says how\n`;
}

/** The same for programs. */
export function listRulesJson(ruleset: Ruleset): string {
  const rules = RULES.map(({ id, checkId, title, cwe }) => {
    const entry = ruleset.rules[id];
    return {
      id,
      checkId,
      title,
      on: entry?.on ?? false,
      severity: entry?.severity ?? null,
      says: severityWords(entry),
      ...(cwe ? { cwe } : {}),
    };
  });
  const { name, version, digest } = ruleset;
  return `${JSON.stringify({ ruleset: { name, version, digest }, rules }, null, 2)}\n`;
}
