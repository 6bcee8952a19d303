import { absoluteUrl, urls } from "@/lib/urls";
import { ruleById } from "@/scanners/ruleset/rules";
import { Layout, type SiteFacts } from "./_layout";
import { ActionButton, Facts, NextMail, Notice, Paragraph, TextLink } from "./parts";
import { type AboutVersion, nameAndVersion, shortName } from "./words";

export interface AcceptanceEndedProps extends SiteFacts, AboutVersion {
  mailId: string;
  ruleId: string;
}

export const acceptanceEndedSubject = (about: AboutVersion): string => `Acceptance Ended: ${nameAndVersion(about)}`;

export function AcceptanceEnded({ mailId, ruleId, pluginName, packageName, version, ...site }: AcceptanceEndedProps) {
  const name = `${shortName(pluginName)} ${version}`;
  return (
    <Layout
      {...site}
      preview="A finding that was accepted counts again."
      heading={`${name}: an accepted finding counts again`}
      because="You get this mail because you maintain this plugin."
    >
      <Notice tone="warn" title="The acceptance has ended">
        Acceptances of findings last 24 months; then somebody looks again. A version that waits cannot be approved until then; what is
        public stays public, with a badge that tells the truth.
      </Notice>
      <Facts
        facts={[
          ["Plugin", `${shortName(pluginName)} (${packageName})`],
          ["Version", version],
        ]}
      />
      <Paragraph>
        The finding: {ruleById(ruleId)?.title ?? ruleId} (
        <TextLink href={absoluteUrl(site.publicUrl, urls.ruleDocs(ruleId))}>{ruleId}</TextLink>). Fix it in a new version, or ask again in
        the report that it be accepted.
      </Paragraph>
      <ActionButton href={absoluteUrl(site.publicUrl, urls.securityTab(packageName, version, { mail: mailId }))}>
        Open the report
      </ActionButton>
      <NextMail>the answer to a new request, or the results of a new version.</NextMail>
    </Layout>
  );
}
