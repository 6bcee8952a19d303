import { absoluteUrl, urls } from "@/lib/urls";
import { Layout, type SiteFacts } from "./_layout";
import { ActionButton, NextMail, Notice, Paragraph, TextLink } from "./parts";
import { dateWords, shortName } from "./words";

export interface InvitationProps extends SiteFacts {
  pluginName: string;
  packageName: string;
  inviterName: string;
  as: "collaborator" | "owner" | "successor";
  expiresAt: Date;
}

const PART: Record<InvitationProps["as"], { title: string; text: string }> = {
  collaborator: {
    title: "As a collaborator",
    text: "You could upload versions and see their reports. You could not change who maintains the plugin.",
  },
  owner: { title: "As an owner", text: "You could upload versions, decide who maintains the plugin, and delete it." },
  successor: {
    title: "As its new owner",
    text: "The plugin would be handed over to you. Whoever invites you would stay on as a collaborator.",
  },
};

export const invitationSubject = (pluginName: string): string => `Invitation to maintain ${shortName(pluginName)}`;

export function Invitation({ pluginName, packageName, inviterName, as, expiresAt, ...site }: InvitationProps) {
  const inviter = shortName(inviterName) || "An owner";
  return (
    <Layout
      {...site}
      preview={`${inviter} invites you. You decide.`}
      heading={`${inviter} invites you to maintain ${shortName(pluginName)}`}
      because="You get this mail because an owner of the plugin typed your address."
    >
      <Notice tone="info" title={PART[as].title}>
        {PART[as].text}
      </Notice>
      <Paragraph>
        The plugin: <TextLink href={absoluteUrl(site.publicUrl, urls.plugin(packageName))}>{packageName}</TextLink>. Nothing changes before
        you say yes. Without an answer the invitation ends on {dateWords(expiresAt)}.
      </Paragraph>
      <ActionButton href={absoluteUrl(site.publicUrl, urls.myPlugins())}>Say yes or no</ActionButton>
      <NextMail>nothing: this is the only mail about the invitation.</NextMail>
      <Paragraph small muted>
        You do not know {shortName(inviterName) || "who invites you"}, or nothing of this plugin? Say no, or do nothing.
      </Paragraph>
    </Layout>
  );
}
