import { Section, Text } from "@react-email/components";
import type { ReactNode } from "react";
import { absoluteUrl, urls } from "@/lib/urls";
import type { Severity } from "@/scanners/core/types";
import { ruleById } from "@/scanners/ruleset/rules";
import { Code, Paragraph, SectionTitle, SeverityBadge, TextLink } from "./parts";
import { LIGHT, MONO } from "./theme";

export interface FindingPlace {
  path: string;
  /** 0: the whole file. */
  line: number;
  message: string;
  /** For secrets: which kind. */
  kind?: string;
}

export interface FindingGroup {
  ruleId: string;
  severity: Severity;
  /** Findings of this rule and severity, told or not. */
  total: number;
  places: FindingPlace[];
}

export interface GroupedFindings {
  groups: FindingGroup[];
  /** Findings that the mail does not tell one by one. */
  more: number;
}

const TITLES: Record<Severity, { title: string; lead: string }> = {
  critical: {
    title: "Must be fixed",
    lead: "The version stays unavailable until these are fixed, or knowingly kept as the documentation explains.",
  },
  warning: { title: "Suggestions", lead: "These stop nothing. Please look at each once, and fix it or say that it is intended." },
  info: { title: "Optional improvements", lead: "Good to know; nothing has to be done." },
};

/** Findings by severity: places, what to do, and where to read more. Never any code of the plugin. */
export function Findings({ findings, publicUrl, reportUrl }: { findings: GroupedFindings; publicUrl: string; reportUrl: string }) {
  return (
    <>
      {(["critical", "warning", "info"] as const).map((severity) => {
        const groups = findings.groups.filter((group) => group.severity === severity);
        if (groups.length === 0) return null;
        return (
          <Section key={severity}>
            <SectionTitle>{TITLES[severity].title}</SectionTitle>
            <Paragraph muted>{TITLES[severity].lead}</Paragraph>
            {groups.map((group) => (
              <Group key={group.ruleId} group={group} publicUrl={publicUrl} />
            ))}
          </Section>
        );
      })}
      {findings.more > 0 ? (
        <Paragraph>
          And {findings.more} more <TextLink href={reportUrl}>on the page</TextLink>.
        </Paragraph>
      ) : null}
    </>
  );
}

function Group({ group, publicUrl }: { group: FindingGroup; publicUrl: string }) {
  const rule = ruleById(group.ruleId);
  return (
    <Section className="line" style={{ borderTop: `1px solid ${LIGHT.line}`, padding: "14px 0 4px" }}>
      <Text className="ink" style={{ color: LIGHT.ink, fontSize: 16, fontWeight: 700, lineHeight: 1.45, margin: "0 0 8px" }}>
        <SeverityBadge severity={group.severity} /> {rule?.title ?? group.ruleId}
        {group.total > group.places.length ? ` (${group.places.length} of ${group.total} places)` : null}
      </Text>
      {group.places.map((place, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two findings may be equal in everything, and none changes its place.
        <Place key={index} place={place} />
      ))}
      {rule ? (
        <Remedy
          ruleId={rule.id}
          howToFix={rule.howToFix}
          example={group.severity === "info" ? null : rule.goodExample.code}
          publicUrl={publicUrl}
        />
      ) : null}
    </Section>
  );
}

function Place({ place }: { place: FindingPlace }) {
  return (
    <Text className="ink" style={{ color: LIGHT.ink, fontSize: 15, lineHeight: 1.5, margin: "0 0 8px", overflowWrap: "anywhere" }}>
      <span style={{ fontFamily: MONO, fontSize: 13.5, fontWeight: 600 }}>
        {place.line > 0 ? `${place.path}, line ${place.line}` : place.path}
      </span>
      <br />
      {place.kind ? <>Kind: {place.kind}. </> : null}
      {place.message}
    </Text>
  );
}

/** Longer examples belong on the rule's page. */
const MOST_EXAMPLE_LINES = 8;

function Remedy({ ruleId, howToFix, example, publicUrl }: { ruleId: string; howToFix: string; example: string | null; publicUrl: string }) {
  const code = example?.trim();
  return (
    <>
      <Paragraph small>
        <strong>How to fix it:</strong> <RuleText text={howToFix} />
      </Paragraph>
      {code && code.split("\n").length <= MOST_EXAMPLE_LINES ? <Code>{code}</Code> : null}
      <Paragraph small>
        <TextLink href={absoluteUrl(publicUrl, urls.ruleDocs(ruleId))}>More about {ruleId}</TextLink>: why it matters, and how to say that
        it is intended.
      </Paragraph>
    </>
  );
}

/** Rule texts set code in backticks. */
function RuleText({ text }: { text: string }): ReactNode {
  return text.split("`").map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one fixed text never change places.
      <code key={index} style={{ fontFamily: MONO, fontSize: "0.92em" }}>
        {part}
      </code>
    ) : (
      part
    ),
  );
}
