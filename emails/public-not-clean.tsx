import { absoluteUrl, urls } from "@/lib/urls";
import type { VerdictReason } from "@/scanners/core/verdict";
import { Layout, type SiteFacts } from "./_layout";
import { type CheckLine, CheckSummary, SeverityCounts } from "./check-summary";
import { Findings, type GroupedFindings } from "./findings";
import { ActionButton, Facts, NextMail, Notice, Paragraph, SectionTitle, TextLink } from "./parts";
import { RuleLinks } from "./rule-links";
import { type AboutVersion, nameAndVersion, shortName } from "./words";

export interface PublicNotCleanProps extends SiteFacts, AboutVersion {
  mailId: string;
  /** The version's status, as pages say it. */
  status: string;
  reason: VerdictReason;
  checks: readonly CheckLine[];
  findings: GroupedFindings;
  /** Rules of findings whose acceptance has ended. */
  endedRules: readonly string[];
}

export const publicNotCleanSubject = (about: AboutVersion): string => `Plugin Needs Your Attention: ${nameAndVersion(about)}`;

/** To the editors of a public version that a new run of the checks, or a decision that ended, has made red. */
export function PublicNotClean({ mailId, status, reason, checks, findings, endedRules, ...rest }: PublicNotCleanProps) {
  const { pluginName, packageName, version, ...site } = rest;
  const name = `${shortName(pluginName)} ${version}`;
  const isBlocked = reason.verdict === "blocked";
  const heading = isBlocked ? `${name} is public and has critical findings` : `${name} is public and could not be checked again`;
  const report = absoluteUrl(site.publicUrl, urls.securityTab(packageName, version, { mail: mailId }));
  return (
    <Layout {...site} preview={heading} heading={heading} because="You get this mail because you maintain this plugin.">
      <Notice tone={isBlocked ? "bad" : "warn"} title={isBlocked ? "Public, with a red badge" : "Public, without a result"}>
        It stays public for now, and its badge tells so. The approvers have been told; they may hide it.
      </Notice>
      <Facts
        facts={[
          ["Plugin", `${shortName(pluginName)} (${packageName})`],
          ["Version", version],
          ["Status", <strong key="status">{`${status}, ${isBlocked ? "with critical findings" : "could not be checked again"}`}</strong>],
        ]}
      />
      {endedRules.length > 0 ? <Ended rules={endedRules} publicUrl={site.publicUrl} /> : null}
      <SeverityCounts reason={reason} />
      <ActionButton href={report}>See the report</ActionButton>
      <Findings findings={findings} publicUrl={site.publicUrl} reportUrl={report} isPublic />
      <CheckSummary checks={checks} publicUrl={site.publicUrl} />
      <SectionTitle>What to do next</SectionTitle>
      {isBlocked ? null : <AskForNewRun />}
      <Paragraph>
        {isBlocked ? "The surest way out is a corrected version:" : "Where the file itself is the cause, a corrected version helps:"}{" "}
        <TextLink href={absoluteUrl(site.publicUrl, urls.addPlugin({ plugin: packageName }))}>upload one</TextLink> under a new number.
        {isBlocked ? " If a finding must stay, ask in the report that it be accepted." : null}
      </Paragraph>
      <NextMail>a mail if an approver hides the version, and the receipt and results of what you upload.</NextMail>
    </Layout>
  );
}

/** What its editors can do about a public version that could not be checked. */
export const AskForNewRun = () => (
  <Paragraph>A check that could not be run to its end need not be your fault: press “Scan again” on the version's page.</Paragraph>
);

function Ended({ rules, publicUrl }: { rules: readonly string[]; publicUrl: string }) {
  return (
    <Paragraph>
      An approver had accepted what counts again now. Acceptances last 24 months; then somebody looks again:{" "}
      <RuleLinks rules={rules} publicUrl={publicUrl} />. If it is still needed, ask again in the report.
    </Paragraph>
  );
}
