import { absoluteUrl, urls } from "@/lib/urls";
import { ruleById } from "@/scanners/ruleset/rules";
import { Layout, type SiteFacts } from "./_layout";
import { DECISION_WORDS, type DecisionOutcome } from "./decision-words";
import { ActionButton, Facts, NextMail, Notice, Paragraph, Quote, TextLink, Unbroken } from "./parts";
import { UploadCorrected } from "./upload-corrected";
import { type AboutVersion, countOf, dateWords, nameAndVersion, shortName } from "./words";

export interface DecisionProps extends SiteFacts, AboutVersion {
  mailId: string;
  outcome: DecisionOutcome;
  decidedAt: Date;
  /** Something else was decided, or happened to the version, since. */
  isPast: boolean;
  /** Where a release put it, in the words of the pages. */
  release?: { label: string; meaning: string; isPublic: boolean; next: string } | null;
  /** A corrected file may come under the same number. */
  isReplaceable: boolean;
  /** What the approver wrote. */
  reason: string | null;
  /** For decisions about findings: the rule, how many places, and the request's number. */
  about?: { ruleId: string; places: number; reference: string | null };
}

export const decisionSubject = (outcome: DecisionOutcome, about: AboutVersion): string =>
  `${DECISION_WORDS[outcome].subject}: ${nameAndVersion(about)}`;

/** In place of what was so then. */
const SINCE = { tone: "neutral", title: "This has changed since", text: "The version's page says where it stands now." } as const;

/** A release brings back what was before, which need not be good news. */
const releaseWords = ({ label, meaning, isPublic, next }: NonNullable<DecisionProps["release"]>) => ({
  ...DECISION_WORDS.released,
  tone: isPublic ? DECISION_WORDS.released.tone : ("neutral" as const),
  text: `It stands as “${label}” now. ${meaning}`,
  next,
});

export function Decision({ mailId, outcome, decidedAt, isPast, release, isReplaceable, reason, about, ...rest }: DecisionProps) {
  const { pluginName, packageName, version, ...site } = rest;
  const words = release ? releaseWords(release) : DECISION_WORDS[outcome];
  const { tone, title, text } = isPast ? SINCE : words;
  const name = `${shortName(pluginName)} ${version}`;
  return (
    <Layout
      {...site}
      preview={`${title}. ${text}`}
      heading={words.heading(name)}
      because="You get this mail because you maintain this plugin."
    >
      <Notice tone={tone} title={title}>
        {text}
      </Notice>
      <Facts
        facts={[
          ["Plugin", `${shortName(pluginName)} (${packageName})`],
          ["Version", version],
          ["When", dateWords(decidedAt)],
        ]}
      />
      {about ? (
        <Paragraph>
          The finding: {ruleById(about.ruleId)?.title ?? about.ruleId} (
          <TextLink href={absoluteUrl(site.publicUrl, urls.ruleDocs(about.ruleId))}>{about.ruleId}</TextLink>)
          {about.places > 1 ? `, ${countOf(about.places, "place")}` : ""}.
          {about.reference ? (
            <>
              {" "}
              Your request: <Unbroken>{about.reference}</Unbroken>.
            </>
          ) : null}
        </Paragraph>
      ) : null}
      {reason?.trim() && words.by ? (
        <>
          <Paragraph>{`${words.by} writes:`}</Paragraph>
          <Quote>{reason.trim()}</Quote>
        </>
      ) : null}
      <ActionButton href={absoluteUrl(site.publicUrl, urls.securityTab(packageName, version, { mail: mailId }))}>
        Open the version's page
      </ActionButton>
      {words.isCorrectable && !isPast ? <UploadCorrected {...{ packageName, version, isReplaceable }} publicUrl={site.publicUrl} /> : null}
      <NextMail>{isPast ? "a mail about what has changed, unless you have it already." : words.next}</NextMail>
    </Layout>
  );
}
