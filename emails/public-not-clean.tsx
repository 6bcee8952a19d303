import { absoluteUrl, urls } from "@/lib/urls";
import type { VerdictReason } from "@/scanners/core/verdict";
import { Layout, type SiteFacts } from "./_layout";
import { type CheckLine, CheckSummary, SeverityCounts } from "./check-summary";
import { Findings, type GroupedFindings } from "./findings";
import { ActionButton, NextMail, Notice, Paragraph, SectionTitle, TextLink } from "./parts";
import { type AboutVersion, nameAndVersion, shortName } from "./words";

export interface PublicNotCleanProps extends SiteFacts, AboutVersion {
  mailId: string;
  reason: VerdictReason;
  checks: readonly CheckLine[];
  findings: GroupedFindings;
}

export const publicNotCleanSubject = (about: AboutVersion): string => `Plugin Needs Your Attention: ${nameAndVersion(about)}`;

/** To the editors of a public version that a new run of the checks, or a decision that ended, has made red. */
export function PublicNotClean({ mailId, reason, checks, findings, pluginName, packageName, version, ...site }: PublicNotCleanProps) {
  const name = `${shortName(pluginName)} ${version}`;
  const isBlocked = reason.verdict === "blocked";
  const heading = isBlocked ? `${name} is public and has critical findings` : `${name} is public and could not be checked again`;
  const report = absoluteUrl(site.publicUrl, urls.securityTab(packageName, version, { mail: mailId }));
  return (
    <Layout {...site} preview={heading} heading={heading} because="You get this mail because you maintain this plugin.">
      <Notice tone={isBlocked ? "bad" : "warn"} title={isBlocked ? "Public, with a red badge" : "Public, without a result"}>
        It stays public for now, and its badge tells so. The approvers have been told; they may hide it until it is fixed.
      </Notice>
      <SeverityCounts open={reason.open} />
      <ActionButton href={report}>See the report</ActionButton>
      <Findings findings={findings} publicUrl={site.publicUrl} reportUrl={report} isPublic />
      <CheckSummary checks={checks} publicUrl={site.publicUrl} />
      <SectionTitle>What to do next</SectionTitle>
      <Paragraph>
        The surest way out is a corrected version:{" "}
        <TextLink href={absoluteUrl(site.publicUrl, urls.addPlugin({ plugin: packageName }))}>upload one</TextLink> under a new number. If a
        finding must stay, ask in the report that it be accepted.
      </Paragraph>
      <NextMail>a mail if an approver hides the version, and the receipt and results of what you upload.</NextMail>
    </Layout>
  );
}
