import { absoluteUrl, urls } from "@/lib/urls";
import { ruleById } from "@/scanners/ruleset/rules";
import { Layout, type SiteFacts } from "./_layout";
import { ActionButton, Notice, Paragraph, Quote, TextLink } from "./parts";
import type { MailTone } from "./theme";
import { type AboutVersion, countOf, nameAndVersion, shortName } from "./words";

export type DecisionOutcome =
  | "approved"
  | "published-automatically"
  | "returned"
  | "rejected"
  | "closed"
  | "withdrawn"
  | "restored"
  | "quarantined"
  | "released"
  | "acceptance"
  | "acceptance-refused"
  | "acceptance-withdrawn"
  | "suppression-refused"
  | "suppression-allowed";

export interface DecisionProps extends SiteFacts, AboutVersion {
  mailId: string;
  outcome: DecisionOutcome;
  /** What the approver wrote. */
  reason: string | null;
  /** For decisions about findings: the rule, how many places, and the request's number. */
  about?: { ruleId: string; places: number; reference: string | null };
}

interface Words {
  subject: string;
  heading(name: string): string;
  tone: MailTone;
  title: string;
  text: string;
  /** Whether a corrected file may follow, and under which number. */
  upload?: "same-number" | "new-number";
}

const WORDS: Record<DecisionOutcome, Words> = {
  approved: {
    subject: "Plugin Approved",
    heading: (name) => `${name} is approved`,
    tone: "good",
    title: "Approved and available",
    text: "Everybody can find and download it now. Thank you for your work.",
  },
  "published-automatically": {
    subject: "Plugin Approved",
    heading: (name) => `${name} is published`,
    tone: "good",
    title: "Approved and available",
    text: "The checks passed and it needed no look by an approver, so it was published at once.",
  },
  returned: {
    subject: "Plugin Returned",
    heading: (name) => `${name} was returned to you`,
    tone: "warn",
    title: "An approver asks for changes",
    text: "The version is not available. It is closed after 60 days without a new file; uploading one later opens it again.",
    upload: "same-number",
  },
  rejected: {
    subject: "Plugin Rejected",
    heading: (name) => `${name} was rejected`,
    tone: "bad",
    title: "This version will not be published",
    text: "You may upload a corrected file; it is checked and looked at afresh.",
    upload: "same-number",
  },
  closed: {
    subject: "Plugin Closed",
    heading: (name) => `${name} was closed`,
    tone: "warn",
    title: "No corrected file came within 60 days",
    text: "The version is not available. A corrected file opens it again at any time.",
    upload: "same-number",
  },
  withdrawn: {
    subject: "Plugin Withdrawn",
    heading: (name) => `${name} was withdrawn`,
    tone: "neutral",
    title: "Nobody can find or download it any more",
    text: "One of its maintainers took it back. They can restore it on its page, as long as its checks allow it.",
    upload: "new-number",
  },
  restored: {
    subject: "Plugin Restored",
    heading: (name) => `${name} is public again`,
    tone: "good",
    title: "Restored and available",
    text: "One of its maintainers brought it back. Everybody can find and download it.",
  },
  quarantined: {
    subject: "Plugin Quarantined",
    heading: (name) => `${name} was hidden`,
    tone: "bad",
    title: "Nobody can download it at the moment",
    text: "Staff hid it while it is looked into. You need not do anything for that; a corrected version under a new number is welcome.",
    upload: "new-number",
  },
  released: {
    subject: "Plugin Released",
    heading: (name) => `${name} is no longer hidden`,
    tone: "good",
    title: "It is back where it was before",
    text: "The version's page says where it stands now.",
  },
  acceptance: {
    subject: "Finding Accepted",
    heading: (name) => `${name}: the finding may stay`,
    tone: "good",
    title: "Accepted",
    text: "The finding no longer counts. The report keeps it, with your reason; it counts again when the code around it changes.",
  },
  "acceptance-refused": {
    subject: "Finding Not Accepted",
    heading: (name) => `${name}: the finding must be fixed`,
    tone: "warn",
    title: "Not accepted",
    text: "The finding still counts. Please fix it and upload a corrected file.",
    upload: "same-number",
  },
  "acceptance-withdrawn": {
    subject: "Acceptance Withdrawn",
    heading: (name) => `${name}: an accepted finding counts again`,
    tone: "warn",
    title: "An approver took the acceptance back",
    text: "The finding counts again from now on. Please fix it, or ask again with more to go on.",
    upload: "same-number",
  },
  "suppression-allowed": {
    subject: "Suppression Allowed",
    heading: (name) => `${name}: the comment in the code may stay`,
    tone: "good",
    title: "The refusal was taken back",
    text: "What the comment hides does not count any more. The report keeps it.",
  },
  "suppression-refused": {
    subject: "Suppression Refused",
    heading: (name) => `${name}: a hidden finding counts again`,
    tone: "warn",
    title: "An approver does not agree with a comment in the code",
    text: "The comment hides a finding. It counts again from now on; please fix what it hides.",
    upload: "same-number",
  },
};

export const decisionSubject = (outcome: DecisionOutcome, about: AboutVersion): string =>
  `${WORDS[outcome].subject}: ${nameAndVersion(about)}`;

export function Decision({ mailId, outcome, reason, about, pluginName, packageName, version, ...site }: DecisionProps) {
  const words = WORDS[outcome];
  const name = `${shortName(pluginName)} ${version}`;
  const upload = urls.addPlugin({ plugin: packageName, version: words.upload === "same-number" ? version : undefined });
  return (
    <Layout
      {...site}
      preview={`${words.title}. ${words.text}`}
      heading={words.heading(name)}
      because="You get this mail because you maintain this plugin."
    >
      <Notice tone={words.tone} title={words.title}>
        {words.text}
      </Notice>
      {about ? (
        <Paragraph>
          The finding: {ruleById(about.ruleId)?.title ?? about.ruleId} (
          <TextLink href={absoluteUrl(site.publicUrl, urls.ruleDocs(about.ruleId))}>{about.ruleId}</TextLink>)
          {about.places > 1 ? `, ${countOf(about.places, "place")}` : ""}.{about.reference ? ` Your request: ${about.reference}.` : ""}
        </Paragraph>
      ) : null}
      {reason?.trim() ? (
        <>
          <Paragraph>The approver writes:</Paragraph>
          <Quote>{reason.trim()}</Quote>
        </>
      ) : null}
      <ActionButton href={absoluteUrl(site.publicUrl, urls.securityTab(packageName, version, { mail: mailId }))}>
        Open the version's page
      </ActionButton>
      {words.upload ? (
        <Paragraph>
          <TextLink href={absoluteUrl(site.publicUrl, upload)}>Upload a corrected version</TextLink>
          {words.upload === "same-number" ? `. If ${version} was never public, you may keep the number.` : "."}
        </Paragraph>
      ) : null}
    </Layout>
  );
}
