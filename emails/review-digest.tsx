import { absoluteUrl, urls } from "@/lib/urls";
import { Layout, type SiteFacts } from "./_layout";
import { ActionButton, NextMail, Paragraph, SectionTitle, TextLink } from "./parts";
import { countOf, dateWords, shortName } from "./words";

export interface WaitingVersion {
  versionId: number;
  pluginName: string;
  version: string;
  since: Date;
  /** What there is to know in one line; null when there is nothing to add. */
  note: string | null;
}

export interface ReviewDigestProps extends SiteFacts {
  mailId: string;
  ready: { rows: WaitingVersion[]; total: number };
  needsDecision: { rows: WaitingVersion[]; total: number };
}

const totalOf = ({ ready, needsDecision }: Pick<ReviewDigestProps, "ready" | "needsDecision">) => ready.total + needsDecision.total;

export const reviewDigestSubject = (lists: Pick<ReviewDigestProps, "ready" | "needsDecision">): string =>
  `${countOf(totalOf(lists), "version waits", "versions wait")} for an approver`;

export function ReviewDigest({ mailId, ready, needsDecision, ...site }: ReviewDigestProps) {
  const heading = reviewDigestSubject({ ready, needsDecision });
  return (
    <Layout {...site} preview={heading} heading={heading} because="You get this mail once a day because you are an approver and chose it.">
      <Waiting title="Ready" list={ready} mailId={mailId} publicUrl={site.publicUrl} />
      <Waiting title="Needs a decision" list={needsDecision} mailId={mailId} publicUrl={site.publicUrl} />
      <ActionButton href={absoluteUrl(site.publicUrl, urls.review())}>Open the queue</ActionButton>
      <NextMail>the next one tomorrow morning, if something waits then.</NextMail>
    </Layout>
  );
}

function Waiting({
  title,
  list,
  mailId,
  publicUrl,
}: {
  title: string;
  list: ReviewDigestProps["ready"];
  mailId: string;
  publicUrl: string;
}) {
  if (list.total === 0) return null;
  return (
    <>
      <SectionTitle>{`${title}: ${list.total}`}</SectionTitle>
      {list.rows.map((row) => (
        <Paragraph key={row.versionId}>
          <TextLink href={absoluteUrl(publicUrl, urls.reviewVersion(row.versionId, { mail: mailId }))}>
            {`${shortName(row.pluginName)} ${row.version}`}
          </TextLink>
          {`, since ${dateWords(row.since)}${row.note ? `. ${row.note}` : ""}`}
        </Paragraph>
      ))}
      {list.total > list.rows.length ? <Paragraph>And {list.total - list.rows.length} more in the queue.</Paragraph> : null}
    </>
  );
}
