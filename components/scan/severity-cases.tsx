import { caseConditions } from "@/scanners/ruleset/case-words";
import type { Severity } from "./report";
import { SeverityChip } from "./severity-chip";

type Case = Parameters<typeof caseConditions>[0] & { severity: Severity };

/** When a rule is judged otherwise than usual; nothing where it never is. */
export function SeverityCases({ rule }: { rule: { severity: Severity; cases?: readonly Case[] } }) {
  if (!rule.cases?.length) return null;
  return (
    <ul className="!list-none !pl-0">
      {rule.cases.map((one) => (
        <li key={caseConditions(one)} className="flex flex-wrap items-center gap-x-2.5 gap-y-1 py-1">
          <SeverityChip severity={one.severity} /> when {caseConditions(one)}
        </li>
      ))}
      <li className="flex flex-wrap items-center gap-x-2.5 gap-y-1 py-1">
        <SeverityChip severity={rule.severity} /> otherwise
      </li>
    </ul>
  );
}
