import { absoluteUrl, urls } from "@/lib/urls";
import { Layout, type SiteFacts } from "./_layout";
import { ActionButton, NextMail, Notice, Paragraph } from "./parts";
import { type TokenFacts, TokenLines } from "./token-created";
import { shortName } from "./words";

export interface TokenExpiringProps extends SiteFacts {
  token: TokenFacts;
  /** "in 7 days", and the same as a number. */
  when: string;
  daysLeft: number;
}

export const tokenExpiringSubject = ({ token, when }: Pick<TokenExpiringProps, "token" | "when">): string =>
  `Your token “${shortName(token.name)}” ends ${when}`;

export function TokenExpiring({ token, when, daysLeft, ...site }: TokenExpiringProps) {
  const title = `It ends ${when}`;
  return (
    <Layout
      {...site}
      preview={title}
      heading={`Your token “${shortName(token.name)}” ends soon`}
      because="You get this mail because you made this token."
    >
      <Notice tone="warn" title={title}>
        Programs that use it cannot upload any more from then on.
      </Notice>
      <TokenLines token={token} />
      <Paragraph>
        Make a new one, put it where the old one is, then revoke the old one. If nothing uses it, do nothing: it ends by itself.
      </Paragraph>
      <ActionButton href={absoluteUrl(site.publicUrl, urls.tokens({ plugin: token.packageName ?? undefined }))}>
        Make a new token
      </ActionButton>
      <NextMail>{daysLeft > 7 ? "one more mail, 7 days before it ends." : "nothing: this is the last mail about this token."}</NextMail>
    </Layout>
  );
}
