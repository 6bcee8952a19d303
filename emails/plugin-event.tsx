import { absoluteUrl, urls } from "@/lib/urls";
import { Layout, type SiteFacts } from "./_layout";
import { ActionButton, NextMail, Notice, Paragraph, Quote } from "./parts";
import type { MailTone } from "./theme";
import { dateWords, shortName } from "./words";

/** What happened to a plugin or to the people who maintain it. */
export type ToldPluginEvent =
  | "collaborator-joined"
  | "owner-joined"
  | "ownership-handed-over"
  | "invitation-declined"
  | "transferred"
  | "left"
  | "removed"
  | "deleted"
  | "restored"
  | "token-revoked";

export interface PluginEventProps extends SiteFacts {
  event: ToldPluginEvent;
  pluginName: string;
  packageName: string;
  at: Date;
  actorName: string | null;
  /** Whom it concerns beside the actor: the person who was removed, or who handed the plugin over. */
  subjectName: string | null;
  /** What an administrator wrote. */
  reason: string | null;
  /** Of a token that was revoked. */
  tokenName: string | null;
  /** What the reader has to do with it. `subject`: it happened to them. */
  reader: "editor" | "subject";
  /** Only owners bring a deleted plugin back. */
  isOwner: boolean;
}

type Told = Omit<PluginEventProps, keyof SiteFacts | "at" | "packageName" | "isOwner">;

interface Words {
  subject: string;
  tone: MailTone;
  title: string;
  text: string;
  /** After "What comes next:"; for most there is nothing. */
  next?: string;
}

function wordsFor({ event, actorName, subjectName, pluginName, tokenName, reader }: Told): Words {
  const name = shortName(pluginName);
  const actor = shortName(actorName ?? "") || "Somebody";
  const subject = shortName(subjectName ?? "") || "somebody";
  switch (event) {
    case "collaborator-joined":
      return {
        subject: `New Collaborator: ${name}`,
        tone: "info",
        title: `${actor} maintains it too now`,
        text: "They can upload versions and see their reports; they cannot change who maintains the plugin.",
      };
    case "owner-joined":
      return {
        subject: `New Owner: ${name}`,
        tone: "info",
        title: `${actor} is an owner now`,
        text: "Owners decide who maintains the plugin, and may delete it.",
      };
    case "ownership-handed-over":
      return {
        subject: `Handed Over: ${name}`,
        tone: "info",
        title: `${actor} is the owner now`,
        text: `${reader === "subject" ? "You handed" : `${subject} handed`} the plugin over and ${reader === "subject" ? "stay on" : "stays on"} as a collaborator.`,
      };
    case "invitation-declined":
      return {
        subject: `Invitation Declined: ${name}`,
        tone: "neutral",
        title: `${actor} said no`,
        text: "Nothing changes. You may invite somebody else.",
      };
    case "transferred":
      return {
        subject: `Transferred: ${name}`,
        tone: "info",
        title: reader === "subject" ? "You are the owner now" : `${subject} is the owner now`,
        text: "An administrator of this site decided it. If you think that this is wrong, tell the people who run it.",
      };
    case "left":
      return {
        subject: `Maintainer Left: ${name}`,
        tone: "info",
        title: `${actor} does not maintain it any more`,
        text: "Their tokens for it have ended.",
      };
    case "removed":
      return reader === "subject"
        ? {
            subject: `You do not maintain ${name} any more`,
            tone: "warn",
            title: `${actor} ended your part in the plugin`,
            text: "Your tokens for it have ended, and you get no more mails about it.",
            next: "nothing more about this plugin.",
          }
        : {
            subject: `Maintainer Removed: ${name}`,
            tone: "info",
            title: `${subject} does not maintain it any more`,
            text: `${actor} removed them. Their tokens for it have ended.`,
          };
    case "token-revoked":
      return {
        subject: `Your token for ${name} was revoked`,
        tone: "warn",
        title: `${actor} ended your token${tokenName ? ` “${shortName(tokenName)}”` : ""}`,
        text: "Programs that use it are refused from now on. Make a new one if you still need it, and ask them if you did not expect this.",
      };
    case "deleted":
      return {
        subject: `Plugin Deleted: ${name}`,
        tone: "warn",
        title: `${actor} deleted the plugin`,
        text: "Nobody can find or download it. For 30 days an owner can restore it, with all versions as they were; after that it is gone.",
        next: "a mail if an owner restores it.",
      };
    case "restored":
      return {
        subject: `Plugin Brought Back: ${name}`,
        tone: "good",
        title: `${actor} restored the plugin`,
        text: "Its versions are again as they were: what was public is public.",
      };
  }
}

export const pluginEventSubject = (props: Told): string => wordsFor(props).subject;

export function PluginEventMail({ packageName, at, ...props }: PluginEventProps) {
  const { event, reader, isOwner, reason, pluginName: _, actorName: __, subjectName: ___, tokenName: ____, ...site } = props;
  const words = wordsFor(props);
  const isOut = event === "removed" && reader === "subject";
  return (
    <Layout
      {...site}
      preview={`${words.title}. ${words.text}`}
      heading={words.subject}
      because={`You get this mail because ${event === "token-revoked" ? "you made this token" : `you ${isOut ? "maintained" : "maintain"} this plugin`}.`}
    >
      <Notice tone={words.tone} title={words.title}>
        {words.text}
      </Notice>
      {reason?.trim() ? (
        <>
          <Paragraph>The reason that was given:</Paragraph>
          <Quote>{reason.trim()}</Quote>
        </>
      ) : null}
      <Paragraph small muted>
        {packageName}, {dateWords(at)}
      </Paragraph>
      {isOut ? null : <Next {...{ event, isOwner, packageName }} publicUrl={site.publicUrl} />}
      <NextMail>{words.next ?? "nothing about this; only when something else changes."}</NextMail>
    </Layout>
  );
}

function Next({ event, isOwner, packageName, publicUrl }: Pick<PluginEventProps, "event" | "isOwner" | "packageName" | "publicUrl">) {
  const at = (path: string) => absoluteUrl(publicUrl, path);
  if (event === "deleted") return isOwner ? <ActionButton href={at(urls.myPlugins())}>Restore it</ActionButton> : null;
  if (event === "token-revoked") return <ActionButton href={at(urls.tokens())}>See your tokens</ActionButton>;
  return <ActionButton href={at(urls.managePlugin(packageName))}>See who maintains it</ActionButton>;
}
