import type { ReactNode } from "react";
import { caseConditions } from "@/scanners/ruleset/case-words";
import type { Severity } from "./report";
import { SeverityChip } from "./severity-chip";

type Case = Parameters<typeof caseConditions>[0][number] & { severity: Severity };

/** When a rule is judged otherwise than usual; nothing where it never is. */
export function SeverityCases({ rule }: { rule: { severity: Severity; cases?: readonly Case[] } }) {
  if (!rule.cases?.length) return null;
  return (
    <ul className="grid !list-none grid-cols-[auto_1fr] gap-x-2.5 !pl-0">
      {rule.cases.map((one) => (
        <Row key={caseConditions([one])} severity={one.severity}>
          {caseConditions([one])}
        </Row>
      ))}
      <Row severity={rule.severity}>otherwise</Row>
    </ul>
  );
}

function Row({ severity, children }: { severity: Severity; children: ReactNode }) {
  return (
    <li className="col-span-2 grid grid-cols-subgrid items-baseline py-1">
      <span>
        <SeverityChip severity={severity} />
      </span>
      <span className="min-w-0">{children}</span>
    </li>
  );
}
