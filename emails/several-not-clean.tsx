import { absoluteUrl, urls } from "@/lib/urls";
import { Layout, type SiteFacts } from "./_layout";
import { ActionButton, NextMail, Notice, Paragraph, SectionTitle, TextLink } from "./parts";
import { AskForNewRun } from "./public-not-clean";
import { countOf, shortName } from "./words";

interface TurnedRed {
  pluginName: string;
  packageName: string;
  version: string;
  /** "3 critical findings: bandit/B602, bandit/B324" */
  words: string;
}

export interface SeveralNotCleanProps extends SiteFacts {
  mailId: string;
  rows: readonly TurnedRed[];
  total: number;
  /** So many have critical findings; the others could not be checked again. */
  blocked: number;
}

export const severalNotCleanSubject = (total: number): string => `Plugins Need Your Attention: ${countOf(total, "published version")}`;

function headingFor(total: number, blocked: number): string {
  if (blocked === 0) return `${countOf(total, "published version")} could not be checked again`;
  const notClean = `${countOf(total, "published version is", "published versions are")} not clean any more`;
  return blocked < total ? `${notClean}, or could not be checked again` : notClean;
}

/** To an editor of several plugins that other rules, or other checks, have made red at once. */
export function SeveralNotClean({ mailId, rows, total, blocked, ...site }: SeveralNotCleanProps) {
  const heading = headingFor(total, blocked);
  const report = (row: TurnedRed) => absoluteUrl(site.publicUrl, urls.securityTab(row.packageName, row.version, { mail: mailId }));
  return (
    <Layout {...site} preview={heading} heading={heading} because="You get this mail because you maintain these plugins.">
      <Notice tone={blocked > 0 ? "bad" : "warn"} title="Public, with another badge">
        The rules of this site, or its checks, were changed. Your files are the same. They stay public for now, and their badges tell so.
        The approvers have been told; they may hide them.
      </Notice>
      {rows.map((row) => (
        <Paragraph key={`${row.packageName} ${row.version}`}>
          <TextLink href={report(row)}>{`${shortName(row.pluginName)} ${row.version}`}</TextLink>
          {`: ${row.words}`}
        </Paragraph>
      ))}
      {total > rows.length ? <Paragraph>And {total - rows.length} more, which stand under “My plugins”.</Paragraph> : null}
      <ActionButton href={absoluteUrl(site.publicUrl, urls.myPlugins())}>Open my plugins</ActionButton>
      <SectionTitle>What to do next</SectionTitle>
      {blocked > 0 ? (
        <Paragraph>
          The surest way out of critical findings is a corrected version of each, under a new number. If a finding must stay, ask in its
          report that it be accepted.
        </Paragraph>
      ) : null}
      {blocked < total ? <AskForNewRun /> : null}
      <NextMail>a mail if an approver hides a version, and the receipt and results of what you upload.</NextMail>
    </Layout>
  );
}
