import { absoluteUrl, urls } from "@/lib/urls";
import type { VerdictReason } from "@/scanners/core/verdict";
import { Layout, type SiteFacts } from "./_layout";
import { type CheckLine, CheckSummary, SeverityCounts } from "./check-summary";
import { Findings, type GroupedFindings } from "./findings";
import { ActionButton, Facts, NextMail, Notice, Paragraph } from "./parts";
import { Kept, validationResultsSubject } from "./validation-results";
import { type AboutVersion, countOf, dateWords, shortName } from "./words";

export interface ReviewReadyProps extends SiteFacts, AboutVersion {
  mailId: string;
  versionId: number;
  uploadedAt: Date;
  uploaderName: string | null;
  isNewPlugin: boolean;
  waitsBecause: string | null;
  /** When an approver should have looked at it. */
  dueAt: Date;
  /** "Since 1.3, notes left out: 2 new." Null when there is nothing to compare with. */
  since: string | null;
  newCriticalSuppressions: number;
  reason: VerdictReason;
  checks: readonly CheckLine[];
  findings: GroupedFindings;
}

/** The results' own subject, so that both mails of a version stand together. */
export const reviewReadySubject = (about: AboutVersion): string => `${validationResultsSubject(about)} (ready for review)`;

export function ReviewReady({ mailId, versionId, pluginName, packageName, version, ...facts }: ReviewReadyProps) {
  const { reason, checks, findings, publicUrl, supportEmail, supportUrl, preferencesUrl, stopUrl } = facts;
  const name = `${shortName(pluginName)} ${version}`;
  const desk = absoluteUrl(publicUrl, urls.reviewVersion(versionId, { mail: mailId }));
  const hidden = facts.newCriticalSuppressions;
  const outcome =
    hidden > 0
      ? `Passed, but ${countOf(hidden, "critical finding is", "critical findings are")} hidden by comments that no approver has seen.`
      : reason.verdict === "passed"
        ? "All checks passed."
        : `No critical findings, ${countOf(reason.open.warning, "suggestion")} for the author.`;
  return (
    <Layout
      {...{ publicUrl, supportEmail, supportUrl, preferencesUrl, stopUrl }}
      preview={outcome}
      heading={`${name} is ready for review`}
      because="You get this mail because you are an approver."
    >
      <Notice tone={hidden > 0 ? "warn" : "good"} title={outcome}>
        {hidden > 0
          ? "Look at that first: the version becomes public when you approve it."
          : "It can be approved now, and becomes public with that."}
      </Notice>
      <Facts
        facts={[
          ["Plugin", `${shortName(pluginName)} (${packageName})${facts.isNewPlugin ? ", new here" : ""}`],
          ["Version", version],
          ["Uploaded", `${dateWords(facts.uploadedAt)}${facts.uploaderName ? ` by ${shortName(facts.uploaderName)}` : ""}`],
          ...(facts.waitsBecause ? [["Why it waits", facts.waitsBecause] as const] : []),
          ["Please decide by", dateWords(facts.dueAt)],
        ]}
      />
      <SeverityCounts reason={reason} />
      {facts.since ? <Paragraph>{facts.since}</Paragraph> : null}
      <Kept reason={reason} />
      <ActionButton href={desk}>Review it</ActionButton>
      <Findings findings={findings} publicUrl={publicUrl} reportUrl={desk} isForApprover />
      <CheckSummary checks={checks} publicUrl={publicUrl} isForApprover />
      <NextMail>nothing more about this version, unless it changes before somebody has decided.</NextMail>
    </Layout>
  );
}
