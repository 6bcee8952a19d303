import { caseConditions } from "@/scanners/ruleset/case-words";
import type { ruleById } from "@/scanners/ruleset/rules";
import { SeverityChip } from "./severity-chip";

type Rule = NonNullable<ReturnType<typeof ruleById>>;
/** When a rule is judged otherwise than usual; nothing where it never is. */
export function SeverityCases({ rule }: { rule: Rule }) {
  if (!rule.severityCases?.length) return null;
  return (
    <ul className="!list-none !pl-0">
      {rule.severityCases.map((one) => (
        <li key={caseConditions(one)} className="flex flex-wrap items-center gap-x-2.5 gap-y-1 py-1">
          <SeverityChip severity={one.severity} /> when {caseConditions(one)}
        </li>
      ))}
      <li className="flex flex-wrap items-center gap-x-2.5 gap-y-1 py-1">
        <SeverityChip severity={rule.defaultSeverity} /> otherwise
      </li>
    </ul>
  );
}
