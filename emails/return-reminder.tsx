import { absoluteUrl, urls } from "@/lib/urls";
import { Layout, type SiteFacts } from "./_layout";
import { ActionButton, NextMail, Notice, Paragraph, Quote, TextLink } from "./parts";
import { type AboutVersion, dateWords, nameAndVersion, shortName } from "./words";

export interface ReturnReminderProps extends SiteFacts, AboutVersion {
  mailId: string;
  returnedAt: Date;
  /** When it is closed without a new file. */
  closesAt: Date;
  reason: string | null;
}

export const returnReminderSubject = (about: AboutVersion): string => `Reminder, Plugin Returned: ${nameAndVersion(about)}`;

export function ReturnReminder({ mailId, returnedAt, closesAt, reason, pluginName, packageName, version, ...site }: ReturnReminderProps) {
  const name = `${shortName(pluginName)} ${version}`;
  return (
    <Layout
      {...site}
      preview={`${name} waits for a corrected file.`}
      heading={`${name} waits for you`}
      because="You get this mail because you maintain this plugin."
    >
      <Notice tone="warn" title="An approver asked for changes">
        {`That was on ${dateWords(returnedAt)}. Without a new file the version is closed on ${dateWords(closesAt)}; a file that you upload later opens it again.`}
      </Notice>
      {reason?.trim() ? (
        <>
          <Paragraph>The approver wrote:</Paragraph>
          <Quote>{reason.trim()}</Quote>
        </>
      ) : null}
      <ActionButton href={absoluteUrl(site.publicUrl, urls.addPlugin({ plugin: packageName, version }))}>
        Upload a corrected file
      </ActionButton>
      <Paragraph>
        You may keep the number {version}.{" "}
        <TextLink href={absoluteUrl(site.publicUrl, urls.securityTab(packageName, version, { mail: mailId }))}>The version's page</TextLink>{" "}
        says what was found.
      </Paragraph>
      <NextMail>the receipt and results of your file; without one, a mail that the version was closed.</NextMail>
    </Layout>
  );
}
