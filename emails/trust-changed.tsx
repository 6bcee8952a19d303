import { absoluteUrl, urls } from "@/lib/urls";
import { Layout, type SiteFacts } from "./_layout";
import { ActionButton, NextMail, Notice, Paragraph, Quote } from "./parts";

export interface TrustChangedProps extends SiteFacts {
  isTrusted: boolean;
  /** What the administrator wrote. */
  reason: string | null;
}

export const trustChangedSubject = (isTrusted: boolean): string =>
  isTrusted ? "You are a trusted author now" : "Your uploads wait for an approver again";

export function TrustChanged({ isTrusted, reason, ...site }: TrustChangedProps) {
  const subject = trustChangedSubject(isTrusted);
  return (
    <Layout {...site} preview={subject} heading={subject} because="You get this mail because it changes what happens to your uploads.">
      {isTrusted ? (
        <Notice tone="good" title="Your versions are published at once">
          As soon as the checks have passed. When you upload you can still ask for a look by a person.
        </Notice>
      ) : (
        <Notice tone="info" title="An approver looks at your next versions">
          After the checks have passed. What is public stays public.
        </Notice>
      )}
      {reason?.trim() ? (
        <>
          <Paragraph>The reason that was given:</Paragraph>
          <Quote>{reason.trim()}</Quote>
        </>
      ) : null}
      <ActionButton href={absoluteUrl(site.publicUrl, urls.myPlugins())}>See your plugins</ActionButton>
      <NextMail>
        {isTrusted
          ? "the receipt and the results of what you upload, as before."
          : "after the results of an upload, an approver’s decision about it."}
      </NextMail>
    </Layout>
  );
}
