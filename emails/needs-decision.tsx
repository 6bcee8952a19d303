import { absoluteUrl, urls } from "@/lib/urls";
import type { VerdictReason } from "@/scanners/core/verdict";
import { ruleById } from "@/scanners/ruleset/rules";
import { Layout, type SiteFacts } from "./_layout";
import { SeverityCounts } from "./check-summary";
import { ActionButton, Facts, NextMail, Notice, Paragraph, Quote, TextLink, Unbroken } from "./parts";
import { RuleLinks } from "./rule-links";
import { type AboutVersion, countOf, dateWords, nameAndVersion, shortName } from "./words";

/** Why a person must look: a check could not end, a public version is not clean any more, or an author asks to keep a finding. */
export type DecisionCause =
  | { why: "inconclusive" | "public-inconclusive"; reason: VerdictReason }
  | { why: "public-blocked"; reason: VerdictReason; countAgain: readonly CountsAgain[] }
  | ({ why: "acceptance-asked"; dueAt: Date } & AboutRequest);

/** A critical finding that a person had let pass. Without any of these a new run of the checks has found what there is. */
export interface CountsAgain {
  ruleId: string;
  because: "acceptance-ended" | "acceptance-withdrawn" | "suppression-refused";
}

export interface AboutRequest {
  ruleId: string;
  /** What its author chose of the list of reasons, and their sentence. */
  reasonWords: string | null;
  reason: string;
  /** "GB-1001" */
  reference: string | null;
  places: number;
}

export interface NeedsDecisionProps extends SiteFacts, AboutVersion {
  mailId: string;
  versionId: number;
  uploadedAt: Date;
  cause: DecisionCause;
}

export const needsDecisionSubject = (about: AboutVersion): string => `Plugin Needs a Decision: ${nameAndVersion(about)}`;

function headingFor(name: string, cause: DecisionCause): string {
  switch (cause.why) {
    case "inconclusive":
      return `${name} could not be checked`;
    case "public-blocked":
      return `${name} is public and has critical findings`;
    case "public-inconclusive":
      return `${name} is public and could not be checked again`;
    case "acceptance-asked":
      return `${name}: its author asks to keep a finding`;
  }
}

/** To the approvers; the plugin's editors are told in mails of their own. */
export function NeedsDecision({ mailId, versionId, uploadedAt, cause, pluginName, packageName, version, ...site }: NeedsDecisionProps) {
  const heading = headingFor(`${shortName(pluginName)} ${version}`, cause);
  return (
    <Layout {...site} preview={heading} heading={heading} because="You get this mail because you are an approver.">
      <Facts
        facts={[
          ["Plugin", `${shortName(pluginName)} (${packageName})`],
          ["Version", version],
          ["Uploaded", dateWords(uploadedAt)],
        ]}
      />
      <Cause cause={cause} publicUrl={site.publicUrl} />
      {cause.why === "acceptance-asked" ? null : <SeverityCounts reason={cause.reason} />}
      <ActionButton href={absoluteUrl(site.publicUrl, urls.reviewVersion(versionId, { mail: mailId }))}>Look at it and decide</ActionButton>
      <NextMail>no more mails about this, unless the checks find something else.</NextMail>
    </Layout>
  );
}

function Cause({ cause, publicUrl }: { cause: DecisionCause; publicUrl: string }) {
  if (cause.why === "acceptance-asked") return <Asked cause={cause} publicUrl={publicUrl} />;
  if (cause.why === "inconclusive")
    return (
      <Notice tone="warn" title="A check did not come to its end">
        The version is not available. Have it checked again; if that does not help, return or reject it with a word to its author.
      </Notice>
    );
  const countAgain = cause.why === "public-blocked" ? cause.countAgain : [];
  const what = cause.why === "public-blocked" ? turnedRedBy(countAgain) : "A check could not be run to its end";
  return (
    <>
      <Notice tone={cause.why === "public-blocked" ? "bad" : "warn"} title={what}>
        The version stays public, and its badge tells so. Decide whether it may stay for now, or must be hidden.
      </Notice>
      {countAgain.length > 0 ? (
        <Paragraph>
          What counts again: <RuleLinks rules={[...new Set(countAgain.map(({ ruleId }) => ruleId))]} publicUrl={publicUrl} />.
        </Paragraph>
      ) : null}
    </>
  );
}

const COUNTS_AGAIN: Record<CountsAgain["because"], string> = {
  "acceptance-ended": "What had been accepted counts again: its 24 months are over",
  "acceptance-withdrawn": "What had been accepted counts again: that was taken back",
  "suppression-refused": "What a comment in the code hides counts again: it was refused",
};

function turnedRedBy(countAgain: readonly CountsAgain[]): string {
  const [one, ...others] = new Set(countAgain.map(({ because }) => because));
  if (!one) return "A new run of the checks found something critical";
  return others.length === 0 ? COUNTS_AGAIN[one] : "What had been let pass counts again";
}

function Asked({ cause, publicUrl }: { cause: Extract<DecisionCause, { why: "acceptance-asked" }>; publicUrl: string }) {
  return (
    <>
      <Paragraph>
        The finding: {ruleById(cause.ruleId)?.title ?? cause.ruleId} (
        <TextLink href={absoluteUrl(publicUrl, urls.ruleDocs(cause.ruleId))}>{cause.ruleId}</TextLink>)
        {cause.places > 1 ? `, ${countOf(cause.places, "place")}` : ""}. The author writes:
      </Paragraph>
      <Quote>{cause.reasonWords ? `${cause.reasonWords}. ${cause.reason}` : cause.reason}</Quote>
      <Paragraph>
        {cause.reference ? (
          <>
            Request <Unbroken>{cause.reference}</Unbroken>.{" "}
          </>
        ) : null}
        The author was told to expect an answer by {dateWords(cause.dueAt)}.
        {cause.places > 1 ? " Your answer counts for all of its places." : ""}
      </Paragraph>
    </>
  );
}
