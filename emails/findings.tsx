import { Section, Text } from "@react-email/components";
import type { ReactNode } from "react";
import { codePieces } from "@/lib/domain/code-pieces";
import { absoluteUrl, urls } from "@/lib/urls";
import { SEVERITIES, type Severity } from "@/scanners/core/types";
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
  /** Findings of this rule and severity, told or not: new ones where it tells of these, else the others. */
  total: number;
  places: FindingPlace[];
}

export interface GroupedFindings {
  /** What was not in the version before: told first. Empty when there was none. */
  fresh: FindingGroup[];
  /** How many are new, told or not; notes are not among them. */
  newOnes: number;
  groups: FindingGroup[];
  /** How many are not new, told or not. */
  others: Readonly<Record<Severity, number>>;
}

/** How many of so many the mail does not tell one by one. */
export const untold = (groups: readonly FindingGroup[], total: number): number =>
  total - groups.reduce((sum, { places }) => sum + places.length, 0);

const TITLES: Record<Severity, { title: string; before: string; lead: string }> = {
  critical: {
    title: "Must be fixed",
    before: "Must be fixed too",
    lead: "The version stays unavailable until these are fixed, or knowingly kept as the documentation explains.",
  },
  warning: {
    title: "Suggestions",
    before: "More suggestions",
    lead: "These stop nothing. Please look at each once, and fix it or say that it is intended.",
  },
  info: { title: "Optional improvements", before: "Optional improvements", lead: "Good to know; nothing has to be done." },
};

/** Whoever reads it has nothing to fix. */
const FOR_APPROVERS: Partial<typeof TITLES> = {
  warning: { title: "Suggestions to the author", before: "More suggestions to the author", lead: "They stop nothing." },
};

interface FindingsProps {
  findings: GroupedFindings;
  publicUrl: string;
  reportUrl: string;
  /** The version can be downloaded although it has critical findings. */
  isPublic?: boolean;
  isForApprover?: boolean;
}

const PUBLIC_LEAD = "The badge stays red until these are accepted, or a new version without them takes this one's place.";

/** What is new, then the rest by severity: places, what to do, and where to read more. Never any code of the plugin. */
export function Findings({ findings, publicUrl, reportUrl, isPublic, isForApprover }: FindingsProps) {
  const { fresh, newOnes, groups, others } = findings;
  const explained = new Set(fresh.map(({ ruleId }) => ruleId));
  const [more, moreNew] = [untold(groups, others.critical + others.warning + others.info), untold(fresh, newOnes)];
  return (
    <>
      {fresh.length > 0 ? (
        <Section>
          <SectionTitle>{`New in this version: ${newOnes}`}</SectionTitle>
          <Paragraph muted>
            {newOnes === 1
              ? "This was not there before. Please look at it first."
              : "These were not there before. Please look at them first."}
          </Paragraph>
          {fresh.map((group) => (
            <Group key={`${group.severity} ${group.ruleId}`} group={group} publicUrl={publicUrl} isNew isForApprover={isForApprover} />
          ))}
          <InReport count={moreNew} what={moreNew === 1 ? "more new one" : "more new ones"} reportUrl={reportUrl} />
        </Section>
      ) : null}
      {SEVERITIES.map((severity) => {
        const own = groups.filter((group) => group.severity === severity);
        if (own.length === 0) return null;
        const words = (isForApprover && FOR_APPROVERS[severity]) || TITLES[severity];
        return (
          <Section key={severity}>
            <SectionTitle>{fresh.length > 0 ? `${words.before}: ${others[severity]}` : words.title}</SectionTitle>
            <Paragraph muted>{severity === "critical" && isPublic ? PUBLIC_LEAD : words.lead}</Paragraph>
            {own.map((group) => (
              <Group
                key={group.ruleId}
                group={group}
                publicUrl={publicUrl}
                isForApprover={isForApprover}
                isExplained={explained.has(group.ruleId)}
              />
            ))}
          </Section>
        );
      })}
      <InReport count={more} what="more" reportUrl={reportUrl} />
    </>
  );
}

function InReport({ count, what, reportUrl }: { count: number; what: string; reportUrl: string }) {
  if (count <= 0) return null;
  return (
    <Paragraph>
      And {count} {what} <TextLink href={reportUrl}>in the report</TextLink>.
    </Paragraph>
  );
}

interface GroupProps {
  group: FindingGroup;
  publicUrl: string;
  isNew?: boolean;
  isForApprover?: boolean;
  /** How to fix it stands above already. */
  isExplained?: boolean;
}

function Group({ group, publicUrl, isNew, isForApprover, isExplained }: GroupProps) {
  const rule = ruleById(group.ruleId);
  return (
    <Section className="line" style={{ borderTop: `1px solid ${LIGHT.line}`, padding: "14px 0 4px" }}>
      <Text className="ink" style={{ color: LIGHT.ink, fontSize: 16, fontWeight: 700, lineHeight: 1.45, margin: "0 0 8px" }}>
        <SeverityBadge severity={group.severity} /> {rule?.title ?? group.ruleId}
        {group.total > group.places.length ? ` (${group.places.length} of ${group.total} ${isNew ? "new places" : "places"})` : null}
      </Text>
      {samePlaces(group.places).map((same) => (
        <Places key={`${same.path} ${same.lines[0]}`} {...same} />
      ))}
      {rule && isForApprover ? (
        <Paragraph small>
          <TextLink href={absoluteUrl(publicUrl, urls.ruleDocs(rule.id))}>More about {rule.id}</TextLink>
        </Paragraph>
      ) : null}
      {rule && isExplained && !isForApprover ? <Paragraph small>How to fix it: as above.</Paragraph> : null}
      {rule && !isExplained && !isForApprover ? (
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

interface SamePlaces extends Omit<FindingPlace, "line"> {
  lines: number[];
}

/** Lines of one file of which the same is said are told together. */
function samePlaces(places: readonly FindingPlace[]): SamePlaces[] {
  const same = Map.groupBy(places, ({ path, message, kind }) => JSON.stringify([path, message, kind]));
  return [...same.values()].map((all) => ({ ...(all[0] as FindingPlace), lines: all.map((one) => one.line) }));
}

function Places({ path, lines, kind, message }: SamePlaces) {
  const numbered = lines.filter((line) => line > 0);
  return (
    <Text className="ink" style={{ color: LIGHT.ink, fontSize: 15, lineHeight: 1.5, margin: "0 0 8px", overflowWrap: "anywhere" }}>
      <span style={{ fontFamily: MONO, fontSize: 13.5, fontWeight: 600 }}>
        {numbered.length > 0 ? `${path}, ${numbered.length === 1 ? "line" : "lines"} ${numbered.join(", ")}` : path}
      </span>
      <br />
      {kind ? <>Kind: {kind}. </> : null}
      {message}
    </Text>
  );
}

/** Longer examples belong on the rule's page. */
const MOST_EXAMPLE_LINES = 8;

/** @param props.example null for a note, which need not be fixed */
function Remedy({ ruleId, howToFix, example, publicUrl }: { ruleId: string; howToFix: string; example: string | null; publicUrl: string }) {
  const code = example?.trim();
  return (
    <>
      <Paragraph small>
        <strong>{example === null ? "What you can do:" : "How to fix it:"}</strong> <RuleText text={howToFix} />
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
        {codePieces(part).map((piece) =>
          piece.isWhole ? (
            <span key={piece.text} style={{ whiteSpace: "nowrap" }}>
              {piece.text}
            </span>
          ) : (
            piece.text
          ),
        )}
      </code>
    ) : (
      part
    ),
  );
}
