import { Layout, type SiteFacts } from "./_layout";
import { ActionButton, NextMail, Paragraph } from "./parts";

export const SIGN_IN_SUBJECT = "Your sign-in link for Greenbadge";

export function SignInMail({ link, ...site }: SiteFacts & { link: string }) {
  return (
    <Layout
      {...site}
      preview="The link works once, for one hour."
      heading="Sign in to Greenbadge"
      because="You get this mail because somebody typed your address on our sign-in page."
    >
      <Paragraph>Press the button to sign in. The link works once, for one hour.</Paragraph>
      <ActionButton href={link}>Sign in</ActionButton>
      <NextMail>nothing: no other mail follows a sign-in.</NextMail>
      <Paragraph small muted>
        Was it not you? Then do nothing: without this link nobody can sign in as you. Please do not pass this mail on.
      </Paragraph>
    </Layout>
  );
}
