import { Section, Text } from "@react-email/components";
import { Fragment } from "react";
import { absoluteUrl, urls } from "@/lib/urls";
import { type CheckId, SEVERITIES } from "@/scanners/core/types";
import type { VerdictReason } from "@/scanners/core/verdict";
import { checkById } from "@/scanners/ruleset/rules";
import { SectionTitle, SeverityBadge, TextLink, Unbroken } from "./parts";
import { LIGHT } from "./theme";
import { countOf } from "./words";

export interface CheckLine {
  checkId: CheckId;
  isFinished: boolean;
  findings: number;
}

interface CheckSummaryProps {
  checks: readonly CheckLine[];
  publicUrl: string;
  /** Has nothing to fix. */
  isForApprover?: boolean;
}

/** What was checked, one line per check, with its outcome in words and the guide to its kind of finding. */
export function CheckSummary({ checks, publicUrl, isForApprover }: CheckSummaryProps) {
  return (
    <Section style={{ margin: "0 0 16px" }}>
      <SectionTitle>What was checked</SectionTitle>
      {checks.map(({ checkId, isFinished, findings }) => (
        <Text key={checkId} className="ink" style={{ color: LIGHT.ink, fontSize: 15, lineHeight: 1.5, margin: "0 0 4px" }}>
          • {checkById(checkId).title}:{" "}
          {isFinished ? (findings === 0 ? "nothing found" : countOf(findings, "finding")) : "could not be run to its end"}
          {findings > 0 && !isForApprover ? (
            <>
              {", "}
              <TextLink href={absoluteUrl(publicUrl, urls.fixGuide(checkId))}>{`how to fix ${findings === 1 ? "it" : "them"}`}</TextLink>
            </>
          ) : null}
        </Text>
      ))}
    </Section>
  );
}

/** Findings that count, by severity. Three zeros would read as “nothing found”, where it is not known what there is. */
export function SeverityCounts({ reason: { verdict, open, unlisted } }: { reason: Pick<VerdictReason, "verdict" | "open" | "unlisted"> }) {
  if (verdict === "inconclusive" && open.critical + open.warning + open.info === 0) return null;
  return (
    <Text className="ink" style={{ color: LIGHT.ink, fontSize: 15, lineHeight: 2, margin: "0 0 12px" }}>
      Found:
      {SEVERITIES.map((severity, index) => (
        // A number on the next line would stand alone.
        <Fragment key={severity}>
          {index > 0 ? " \u00a0 " : " "}
          <Unbroken>
            <SeverityBadge severity={severity} /> {open[severity]}
          </Unbroken>
        </Fragment>
      ))}
      {unlisted ? ` \u00a0 and ${unlisted} more, not listed` : null}
    </Text>
  );
}
