import { Fragment } from "react";
import { absoluteUrl, urls } from "@/lib/urls";
import type { VerdictReason } from "@/scanners/core/verdict";
import { ruleById } from "@/scanners/ruleset/rules";
import { Layout, type SiteFacts } from "./_layout";
import { type CheckLine, CheckSummary, SeverityCounts } from "./check-summary";
import { Findings, type GroupedFindings } from "./findings";
import { ActionButton, Facts, NextMail, Notice, Paragraph, SectionTitle, TextLink } from "./parts";
import { type AboutVersion, nameAndVersion, shortName } from "./words";

export interface PublicNotCleanProps extends SiteFacts, AboutVersion {
  mailId: string;
  reason: VerdictReason;
  checks: readonly CheckLine[];
  findings: GroupedFindings;
  /** Rules of findings whose acceptance has ended. */
  endedRules: readonly string[];
}

export const publicNotCleanSubject = (about: AboutVersion): string => `Plugin Needs Your Attention: ${nameAndVersion(about)}`;

/** To the editors of a public version that a new run of the checks, or a decision that ended, has made red. */
export function PublicNotClean({ mailId, reason, checks, findings, endedRules, ...rest }: PublicNotCleanProps) {
  const { pluginName, packageName, version, ...site } = rest;
  const name = `${shortName(pluginName)} ${version}`;
  const isBlocked = reason.verdict === "blocked";
  const heading = isBlocked ? `${name} is public and has critical findings` : `${name} is public and could not be checked again`;
  const report = absoluteUrl(site.publicUrl, urls.securityTab(packageName, version, { mail: mailId }));
  return (
    <Layout {...site} preview={heading} heading={heading} because="You get this mail because you maintain this plugin.">
      <Notice tone={isBlocked ? "bad" : "warn"} title={isBlocked ? "Public, with a red badge" : "Public, without a result"}>
        It stays public for now, and its badge tells so. The approvers have been told; they may hide it until it is fixed.
      </Notice>
      <Facts
        facts={[
          ["Plugin", `${shortName(pluginName)} (${packageName})`],
          ["Version", version],
          ["Status", <strong key="status">{isBlocked ? "Public, with critical findings" : "Public, could not be checked again"}</strong>],
        ]}
      />
      {endedRules.length > 0 ? <Ended rules={endedRules} publicUrl={site.publicUrl} /> : null}
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

function Ended({ rules, publicUrl }: { rules: readonly string[]; publicUrl: string }) {
  return (
    <Paragraph>
      An approver had accepted what counts again now. Acceptances last 24 months; then somebody looks again:{" "}
      {rules.map((ruleId, index) => (
        <Fragment key={ruleId}>
          {index > 0 ? ", " : null}
          <TextLink href={absoluteUrl(publicUrl, urls.ruleDocs(ruleId))}>{ruleById(ruleId)?.title ?? ruleId}</TextLink>
        </Fragment>
      ))}
      . If it is still needed, ask again in the report.
    </Paragraph>
  );
}
