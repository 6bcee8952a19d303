import type { RuleExample, RuleMetadata, RulesetRule } from "../core/types";
import type { FormatOptions } from "../report/package-report";
import { printable, wrap } from "../report/text-layout";
import { ruleWords } from "../ruleset/diff-rulesets";
import { exampleText } from "../ruleset/example-text";
import { checkById, RULES } from "../ruleset/rules";
import { RULESETS } from "../ruleset/rulesets";
import { didYouMean } from "./nearest";
import { UsageError } from "./usage-error";

type Look = Pick<FormatOptions, "paint" | "width">;

/**
 * Everything about a rule, for the terminal.
 * @param name its id (`bandit/B602`) or code (`B602`), in any case
 * @throws UsageError for a rule that there is not, with those that may be meant
 */
export function explainRule(name: string, look: Look): string {
  const wanted = name.toLowerCase();
  const rules = RULES.filter((rule) => rule.id.toLowerCase() === wanted || rule.code.toLowerCase() === wanted);
  if (rules.length === 0) {
    const names = RULES.flatMap((rule) => [rule.id, rule.code]);
    throw new UsageError(`There is no rule ${printable(name)}.${didYouMean(name, names)} --list-rules shows all of them.`);
  }
  return rules.map((rule) => `${ruleLines(rule, look).join("\n")}\n`).join("\n");
}

function ruleLines(rule: RuleMetadata, { paint, width }: Look): string[] {
  const section = (title: string, text: string) => ["", paint("bold", title), ...wrap(text, width, "  ")];
  const example = (title: string, shown: RuleExample) => [
    "",
    paint("bold", `${title} (${shown.path})`),
    ...exampleText(shown)
      .trimEnd()
      .split("\n")
      .map((line) => `  | ${line}`),
  ];
  const check = checkById(rule.checkId);
  return [
    paint("bold", `${rule.id}  ${rule.title}`),
    ...wrap(`${check.title}; ${check.blocking ? "its critical findings stop a version" : "advice only"}`, width, "  "),
    ...RULESETS.flatMap((ruleset) => wrap(`${ruleset.name}: ${severityWords(ruleset.rules[rule.id])}`, width, "  ", "    ")),
    ...section("Why it matters", rule.why),
    ...section("How to fix it", rule.howToFix),
    ...section("If it is intended", rule.intended),
    ...example("Found here", rule.badExample),
    ...example("Not here", rule.goodExample),
    "",
    ...rule.references.map((reference) => `${reference.title}: ${reference.url}`),
    ...(rule.cwe ? [`CWE-${rule.cwe}: https://cwe.mitre.org/data/definitions/${rule.cwe}.html`] : []),
  ];
}

export const severityWords = (rule: RulesetRule | undefined): string => (rule ? ruleWords(rule) : "not in this ruleset");
