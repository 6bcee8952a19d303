import { Button, Heading, Link, Section, Text } from "@react-email/components";
import { Fragment, type ReactNode } from "react";
import type { Severity } from "@/scanners/core/types";
import { FONT, LIGHT, type MailTone, MONO, TONE } from "./theme";

export function Paragraph({ children, small, muted }: { children: ReactNode; small?: boolean; muted?: boolean }) {
  return (
    <Text
      className={muted ? "muted" : "ink"}
      style={{
        color: muted ? LIGHT.muted : LIGHT.ink,
        fontSize: small ? 14 : 16,
        lineHeight: 1.55,
        margin: "0 0 14px",
        overflowWrap: "anywhere",
      }}
    >
      {children}
    </Text>
  );
}

/** Stays on one line: a number that people copy, a badge with its count. */
export function Unbroken({ children }: { children: ReactNode }) {
  return <span style={{ whiteSpace: "nowrap" }}>{children}</span>;
}

export function SectionTitle({ children }: { children: ReactNode }) {
  return (
    <Heading as="h2" className="ink" style={{ color: LIGHT.ink, fontSize: 18, fontWeight: 700, lineHeight: 1.35, margin: "28px 0 10px" }}>
      {children}
    </Heading>
  );
}

/** A notice that is seen first. The words say everything; the colour only repeats it. */
export function Notice({ tone, title, children }: { tone: MailTone; title: string; children?: ReactNode }) {
  const colours = TONE[tone];
  return (
    <Section
      className={`tone-${tone}`}
      style={{
        backgroundColor: colours.ground,
        border: `1px solid ${colours.line}`,
        borderRadius: 8,
        color: colours.ink,
        margin: "0 0 18px",
        padding: "12px 16px",
      }}
    >
      <Text style={{ color: "inherit", fontSize: 16, fontWeight: 700, lineHeight: 1.45, margin: 0, overflowWrap: "anywhere" }}>
        {title}
      </Text>
      {children ? (
        <Text style={{ color: "inherit", fontSize: 15, lineHeight: 1.5, margin: "4px 0 0", overflowWrap: "anywhere" }}>{children}</Text>
      ) : null}
    </Section>
  );
}

const SEVERITY: Record<Severity, { tone: MailTone; mark: string; label: string }> = {
  critical: { tone: "bad", mark: "×", label: "Critical" },
  warning: { tone: "warn", mark: "!", label: "Warning" },
  info: { tone: "info", mark: "i", label: "Info" },
};

/** Sign, word and colour. */
export function SeverityBadge({ severity }: { severity: Severity }) {
  const { tone, mark, label } = SEVERITY[severity];
  const colours = TONE[tone];
  return (
    <span
      className={`tone-${tone}`}
      style={{
        backgroundColor: colours.ground,
        border: `1px solid ${colours.line}`,
        borderRadius: 5,
        color: colours.ink,
        display: "inline-block",
        fontSize: 13,
        fontWeight: 700,
        lineHeight: "20px",
        padding: "0 7px",
        whiteSpace: "nowrap",
      }}
    >
      {mark} {label}
    </span>
  );
}

export function ActionButton({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Section style={{ margin: "6px 0 18px" }}>
      <Button
        href={href}
        style={{
          backgroundColor: LIGHT.brand,
          borderRadius: 7,
          color: "#ffffff",
          fontFamily: FONT,
          fontSize: 16,
          fontWeight: 700,
          padding: "12px 22px",
          textDecoration: "none",
        }}
      >
        {children}
      </Button>
    </Section>
  );
}

export function TextLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link className="link" href={href} style={{ color: LIGHT.link, textDecoration: "underline" }}>
      {children}
    </Link>
  );
}

/** Short facts, one per line. */
export function Facts({ facts }: { facts: readonly (readonly [label: string, value: ReactNode])[] }) {
  return (
    <Section style={{ margin: "0 0 16px" }}>
      {facts.map(([label, value]) => (
        <Text
          key={label}
          className="ink"
          style={{ color: LIGHT.ink, fontSize: 15, lineHeight: 1.5, margin: "0 0 4px", overflowWrap: "anywhere" }}
        >
          <span className="muted" style={{ color: LIGHT.muted }}>
            {label}:
          </span>{" "}
          {value}
        </Text>
      ))}
    </Section>
  );
}

/** The last thing in a mail: what happens after it, so that nobody waits for nothing. */
export function NextMail({ children }: { children: ReactNode }) {
  return (
    <Paragraph>
      <strong>What comes next:</strong> {children}
    </Paragraph>
  );
}

export function Code({ children }: { children: string }) {
  return (
    <pre
      className="sunken"
      style={{
        backgroundColor: LIGHT.sunken,
        border: `1px solid ${LIGHT.line}`,
        borderRadius: 6,
        color: LIGHT.ink,
        fontFamily: MONO,
        fontSize: 13,
        lineHeight: 1.5,
        margin: "6px 0 14px",
        overflowWrap: "anywhere",
        padding: "10px 12px",
        whiteSpace: "pre-wrap",
      }}
    >
      {children}
    </pre>
  );
}

/** Somebody's own words, told apart from ours. Line breaks are kept. */
export function Quote({ children }: { children: string }) {
  return (
    <Section className="line" style={{ borderLeft: `3px solid ${LIGHT.line}`, margin: "0 0 18px", paddingLeft: 14 }}>
      <Text className="ink" style={{ color: LIGHT.ink, fontSize: 16, lineHeight: 1.55, margin: 0, overflowWrap: "anywhere" }}>
        {children.split(/\r?\n/).map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of one fixed text never change places.
          <Fragment key={index}>
            {index > 0 ? <br /> : null}
            {line}
          </Fragment>
        ))}
      </Text>
    </Section>
  );
}
