import type { ReactNode } from "react";
import { checkById, ruleById } from "@/scanners/ruleset/rules";
import { Finding } from "../scan/finding";
import type { ScanCheck, ScanFinding } from "../scan/report";
import { CardSection } from "../ui/card";

export interface PickedFinding {
  ruleId: string;
  checkId: ScanCheck["checkId"];
  finding: ScanFinding;
}

/** The findings of a report that an approver has to look at apart from the rest. */
export function pickFindings(checks: readonly ScanCheck[], wanted: (finding: ScanFinding) => boolean): PickedFinding[] {
  return checks.flatMap((check) =>
    check.rules.flatMap((rule) =>
      rule.findings.filter(wanted).map((finding) => ({ ruleId: rule.ruleId, checkId: check.checkId, finding })),
    ),
  );
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
          <li key={one.finding.id} className="grid gap-2 border-t border-line pt-4">
            <h3 className="text-sm text-muted">{checkById(one.checkId).title}</h3>
            <h4 className="font-semibold">
              {ruleById(one.ruleId)?.title ?? one.ruleId} <span className="font-mono text-[0.8125rem] text-muted">{one.ruleId}</span>
            </h4>
            <Finding finding={one.finding} actions={actionsOf(one)} />
          </li>
        ))}
      </ul>
    </CardSection>
  );
}

/** A report without the findings that stand apart already: none is shown twice, and anchors stay unique. */
export function withoutPicked(checks: readonly ScanCheck[], picked: readonly PickedFinding[]): ScanCheck[] {
  const ids = new Set(picked.map((one) => one.finding.id));
  return checks.map((check) => ({
    ...check,
    rules: check.rules.flatMap((rule) => {
      const findings = rule.findings.filter((finding) => !ids.has(finding.id));
      if (findings.length === 0 && rule.omitted === 0) return [];
      return [{ ...rule, findings, open: findings.filter((finding) => finding.standing === "open").length }];
    }),
  }));
}
