import type { ReactNode } from "react";
import { checkById, ruleById } from "@/scanners/ruleset/rules";
import { Finding } from "../scan/finding";
import type { CheckId, ScanFinding } from "../scan/report";
import { CardSection } from "../ui/card";

export interface PickedFinding extends ScanFinding {
  ruleId: string;
  checkId: CheckId;
}

/** Findings one by one, each with its rule's name and what can be done about it. */
export function FindingList({
  title,
  lead,
  picked,
  actionsOf,
}: {
  title: string;
  lead: string;
  picked: readonly PickedFinding[];
  actionsOf: (picked: PickedFinding) => ReactNode;
}) {
  if (picked.length === 0) return null;
  return (
    <CardSection title={`${title} (${picked.length})`}>
      <p className="mb-4 text-muted">{lead}</p>
      <ul className="grid gap-6">
        {picked.map((one) => (
          <li key={one.id} className="grid gap-2 border-t border-line pt-4">
            <h3 className="text-sm text-muted">{checkById(one.checkId).title}</h3>
            <h4 className="font-semibold">
              {ruleById(one.ruleId)?.title ?? one.ruleId} <span className="font-mono text-[0.8125rem] text-muted">{one.ruleId}</span>
            </h4>
            <Finding finding={one} actions={actionsOf(one)} />
          </li>
        ))}
      </ul>
    </CardSection>
  );
}
