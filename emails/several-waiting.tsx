import { absoluteUrl, urls } from "@/lib/urls";
import { Layout, type SiteFacts } from "./_layout";
import { ActionButton, NextMail, Paragraph } from "./parts";
import { type WaitingList, WaitingVersions } from "./review-digest";
import { countOf } from "./words";

export interface SeveralWaitingProps extends SiteFacts {
  mailId: string;
  /** Public ones with critical findings. */
  notClean: WaitingList;
  /** Public ones that could not be checked again. */
  publicNotChecked: WaitingList;
  ready: WaitingList;
  notChecked: WaitingList;
}

type Lists = Pick<SeveralWaitingProps, "notClean" | "publicNotChecked" | "ready" | "notChecked">;

const totalOf = ({ notClean, publicNotChecked, ready, notChecked }: Lists): number =>
  notClean.total + publicNotChecked.total + ready.total + notChecked.total;

export const severalWaitingSubject = (lists: Lists): string => `Plugins Need a Decision: ${countOf(totalOf(lists), "version")}`;

/** To an approver: what other rules, or other checks, have brought into the queue at once. */
export function SeveralWaiting({ mailId, notClean, publicNotChecked, ready, notChecked, ...site }: SeveralWaitingProps) {
  const heading = `${countOf(totalOf({ notClean, publicNotChecked, ready, notChecked }), "version")} came into the queue together`;
  const about = { mailId, publicUrl: site.publicUrl };
  return (
    <Layout {...site} preview={heading} heading={heading} because="You get this mail because you are an approver.">
      <Paragraph>
        The rules of this site, or its checks, were changed, and the verdicts of these versions with them. What is public stays public, and
        its badge tells so, until somebody hides it.
      </Paragraph>
      <WaitingVersions title="Public, and not clean any more" list={notClean} {...about} />
      <WaitingVersions title="Public, and could not be checked again" list={publicNotChecked} {...about} />
      <WaitingVersions title="Ready" list={ready} {...about} />
      <WaitingVersions title="Could not be checked" list={notChecked} {...about} />
      <ActionButton href={absoluteUrl(site.publicUrl, urls.review())}>Open the queue</ActionButton>
      <NextMail>nothing more about these, unless the checks find something else.</NextMail>
    </Layout>
  );
}
