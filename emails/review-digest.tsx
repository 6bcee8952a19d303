import { absoluteUrl, urls } from "@/lib/urls";
import { Layout, type SiteFacts } from "./_layout";
import { ActionButton, NextMail, Paragraph, SectionTitle, TextLink } from "./parts";
import { countOf, dateWords, shortName } from "./words";

export interface WaitingVersion {
  versionId: number;
  pluginName: string;
  version: string;
  /** Left out where all wait since the same moment. */
  since?: Date;
  /** What there is to know in one line; null when there is nothing to add. */
  note: string | null;
}

export interface WaitingList {
  /** The first of them. */
  rows: WaitingVersion[];
  total: number;
}

export interface ReviewDigestProps extends SiteFacts {
  mailId: string;
  ready: WaitingList;
  needsDecision: WaitingList;
}

const totalOf = ({ ready, needsDecision }: Pick<ReviewDigestProps, "ready" | "needsDecision">) => ready.total + needsDecision.total;

export const reviewDigestSubject = (lists: Pick<ReviewDigestProps, "ready" | "needsDecision">): string =>
  `${countOf(totalOf(lists), "version waits", "versions wait")} for an approver`;

export function ReviewDigest({ mailId, ready, needsDecision, ...site }: ReviewDigestProps) {
  const heading = reviewDigestSubject({ ready, needsDecision });
  return (
    <Layout {...site} preview={heading} heading={heading} because="You get this mail once a day because you are an approver and chose it.">
      <WaitingVersions title="Ready" list={ready} mailId={mailId} publicUrl={site.publicUrl} />
      <WaitingVersions title="Needs a decision" list={needsDecision} mailId={mailId} publicUrl={site.publicUrl} />
      <ActionButton href={absoluteUrl(site.publicUrl, urls.review())}>Open the queue</ActionButton>
      <NextMail>the next one tomorrow morning, if something waits then.</NextMail>
    </Layout>
  );
}

interface WaitingProps {
  title: string;
  list: WaitingList;
  mailId: string;
  publicUrl: string;
}

export function WaitingVersions({ title, list, mailId, publicUrl }: WaitingProps) {
  if (list.total === 0) return null;
  return (
    <>
      <SectionTitle>{`${title}: ${list.total}`}</SectionTitle>
      {list.rows.map((row) => (
        <Paragraph key={row.versionId}>
          <TextLink href={absoluteUrl(publicUrl, urls.reviewVersion(row.versionId, { mail: mailId }))}>
            {`${shortName(row.pluginName)} ${row.version}`}
          </TextLink>
          {`${row.since ? `, since ${dateWords(row.since)}` : ""}${row.note ? `. ${row.note}` : ""}`}
        </Paragraph>
      ))}
      {list.total > list.rows.length ? <Paragraph>And {list.total - list.rows.length} more in the queue.</Paragraph> : null}
    </>
  );
}
