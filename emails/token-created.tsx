import { absoluteUrl, urls } from "@/lib/urls";
import { Layout, type SiteFacts } from "./_layout";
import { ActionButton, Facts, NextMail, Notice, Paragraph } from "./parts";
import { dateWords, shortName } from "./words";

/** What tells one token from another. Never the token. */
export interface TokenFacts {
  name: string;
  ending: string;
  /** Null: for all plugins of its person. */
  packageName: string | null;
  createdAt: Date;
  expiresAt: Date;
}

export const TOKEN_CREATED_SUBJECT = "A token was made for your account";

export function TokenCreated({ token, ...site }: SiteFacts & { token: TokenFacts }) {
  return (
    <Layout
      {...site}
      preview={`“${shortName(token.name)}” uploads in your name.`}
      heading="A token was made for your account"
      because="You get this mail because tokens can upload in your name."
    >
      <TokenLines token={token} />
      <Paragraph>A program that holds this token can upload in your name and read what was found. It cannot manage a plugin.</Paragraph>
      <Notice tone="warn" title="Was it not you?">
        Revoke the token now, and tell the people who run this site. Nothing that it uploads is public before it has passed the checks.
      </Notice>
      <ActionButton href={absoluteUrl(site.publicUrl, urls.tokens())}>See your tokens</ActionButton>
      <NextMail>{remindersOf(token)}</NextMail>
    </Layout>
  );
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** As db/commands/queue-token-reminders.ts sends them. */
const REMINDED_DAYS = [30, 7];

function remindersOf({ createdAt, expiresAt }: TokenFacts): string {
  const life = Math.round((expiresAt.getTime() - createdAt.getTime()) / DAY_MS);
  const days = REMINDED_DAYS.filter((one) => life > one);
  return days.length === 0
    ? "none about this token."
    : `a reminder ${days.join(" and ")} days before it ends, unless you do without reminders.`;
}

export function TokenLines({ token }: { token: TokenFacts }) {
  return (
    <Facts
      facts={[
        ["Token", `“${shortName(token.name)}”, ends in …${token.ending}`],
        ["For", token.packageName ?? "all of your plugins, and new ones"],
        ["Made", dateWords(token.createdAt)],
        ["Works until", dateWords(token.expiresAt)],
      ]}
    />
  );
}
