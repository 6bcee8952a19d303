import { Body, Container, Head, Heading, Hr, Html, Link, Preview, Section, Text } from "@react-email/components";
import type { ReactNode } from "react";
import { absoluteUrl, urls } from "@/lib/urls";
import { darkStyles, FONT, LIGHT } from "./theme";

/** What every mail knows about the site. */
export interface SiteFacts {
  publicUrl: string;
  supportEmail?: string;
  supportUrl?: string;
  /** Where the reader chooses which mails they get; people without an account have nothing to choose. */
  preferencesUrl?: string;
  /** Ends mails of this kind; only of those that people may do without. */
  stopUrl?: string;
}

export interface LayoutProps extends SiteFacts {
  /** Shown by mail programs beside the subject. */
  preview: string;
  heading: string;
  /** Why the reader gets this mail. */
  because: string;
  children: ReactNode;
}

export function Layout({ preview, heading, because, children, ...site }: LayoutProps) {
  return (
    <Html lang="en">
      <Head>
        <title>{heading}</title>
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <style>{darkStyles()}</style>
      </Head>
      <Body className="ground" style={{ backgroundColor: LIGHT.ground, fontFamily: FONT, margin: 0, padding: "24px 8px" }}>
        <Preview>{preview}</Preview>
        <Container style={{ maxWidth: 600, width: "100%" }}>
          <Text
            className="muted"
            style={{ color: LIGHT.muted, fontSize: 14, fontWeight: 700, letterSpacing: "0.02em", margin: "0 0 10px", padding: "0 4px" }}
          >
            Greenbadge · QGIS plugins, every upload checked
          </Text>
          <Section
            className="card pad"
            style={{ backgroundColor: LIGHT.card, border: `1px solid ${LIGHT.line}`, borderRadius: 10, padding: "28px 32px" }}
          >
            <Heading
              as="h1"
              className="ink"
              style={{ color: LIGHT.ink, fontSize: 22, fontWeight: 700, lineHeight: 1.3, margin: "0 0 16px", overflowWrap: "anywhere" }}
            >
              {heading}
            </Heading>
            {children}
          </Section>
          <Footer because={because} {...site} />
        </Container>
      </Body>
    </Html>
  );
}

function Footer({ because, publicUrl, supportEmail, supportUrl, preferencesUrl, stopUrl }: SiteFacts & { because: string }) {
  const style = { color: LIGHT.muted, fontSize: 13, lineHeight: 1.5, margin: "6px 0", padding: "0 4px" };
  const link = { color: LIGHT.link, textDecoration: "underline" };
  return (
    <Section>
      <Hr className="line" style={{ borderColor: LIGHT.line, margin: "20px 0 10px" }} />
      <Text className="muted" style={style}>
        {because}
      </Text>
      {preferencesUrl ? (
        <Text className="muted" style={style}>
          <Link className="link" style={link} href={preferencesUrl}>
            Choose which mails you get
          </Link>
          {stopUrl ? (
            <>
              {" · "}
              <Link className="link" style={link} href={stopUrl}>
                Stop mails like this
              </Link>
            </>
          ) : null}
        </Text>
      ) : null}
      <Text className="muted" style={style}>
        <Link className="link" style={link} href={absoluteUrl(publicUrl, urls.docs())}>
          How plugins are checked
        </Link>
        {supportUrl ? (
          <>
            {" · "}
            <Link className="link" style={link} href={supportUrl}>
              Help
            </Link>
          </>
        ) : null}
        {supportEmail ? (
          <>
            {" · Questions: "}
            <Link className="link" style={link} href={`mailto:${supportEmail}`}>
              {supportEmail}
            </Link>
          </>
        ) : null}
      </Text>
    </Section>
  );
}
