import { absoluteUrl, urls } from "@/lib/urls";
import type { VerdictReason } from "@/scanners/core/verdict";
import { Layout, type SiteFacts } from "./_layout";
import { type CheckLine, CheckSummary, SeverityCounts } from "./check-summary";
import { Findings, type GroupedFindings } from "./findings";
import { ActionButton, Facts, NextMail, Notice, Paragraph, SectionTitle, TextLink } from "./parts";
import type { MailTone } from "./theme";
import { UploadCorrected } from "./upload-corrected";
import { type AboutVersion, countOf, dateWords, nameAndVersion, shortName } from "./words";

/**
 * Where the version stands now. `replaced`: a newer file came under the same number; `checked-again`: the same file has a newer run of the
 * checks, whose outcome counts.
 */
export type Availability = "published" | "ready" | "blocked" | "inconclusive" | "replaced" | "checked-again" | "hidden";

export interface ValidationResultsProps extends SiteFacts, AboutVersion {
  mailId: string;
  uploadedAt: Date;
  availability: Availability;
  /** The version's status now, as pages say it. */
  status: string;
  isReplaceable: boolean;
  reason: VerdictReason;
  checks: readonly CheckLine[];
  findings: GroupedFindings;
  /** "Since 1.3, notes left out: 2 new, 12 carried over." Null when there is nothing to compare with. */
  since: string | null;
  /** Findings that a prepared patch may answer. */
  fixable: number;
  /** What leaving out the tests would do, where it would do something. */
  hint: string | null;
}

export const validationResultsSubject = (about: AboutVersion): string => `Plugin Validation Results: ${nameAndVersion(about)}`;

const isClean = (reason: VerdictReason) => reason.verdict === "passed";

function headingFor(name: string, { verdict, open }: VerdictReason): string {
  if (verdict === "passed") return `${name}: all checks passed`;
  if (verdict === "advisory") return `${name}: no critical findings, ${countOf(open.warning, "suggestion")}`;
  if (verdict === "blocked") return `${name}: blocked by ${countOf(open.critical, "critical finding")}`;
  return `${name}: could not be checked`;
}

interface AvailabilityWords {
  tone: MailTone;
  title: string;
  text(isClean: boolean): string;
  next: string;
}

const AVAILABILITY: Record<Availability, AvailabilityWords> = {
  published: {
    next: "nothing, unless something about this version changes.",
    tone: "good",
    title: "Approved and available",
    text: (clean) => `Everybody can find and download it now.${clean ? "" : " Improvements are recommended for the next version."}`,
  },
  ready: {
    next: "a mail with the approver's decision.",
    tone: "good",
    title: "Ready for approval",
    text: (clean) =>
      `The approvers have been told. You get a mail when one of them has decided.${clean ? "" : " Improvements are recommended."}`,
  },
  blocked: {
    next: "when you have uploaded a corrected file, a receipt and its results.",
    tone: "bad",
    title: "Blocked: not available",
    text: () => "This version can be neither approved nor downloaded by the public while a critical finding counts.",
  },
  inconclusive: {
    next: "the results of a new run, or an approver's decision.",
    tone: "warn",
    title: "Not available",
    text: () =>
      "A check could not be run to its end, so we cannot say that the version is safe. This need not be your fault: the approvers have been told, and you can ask for a new run on the page.",
  },
  replaced: {
    next: "the results of the newer file.",
    tone: "info",
    title: "Replaced",
    text: () =>
      "A newer file was uploaded under this number in the meantime. These are the results of the earlier file; another mail follows.",
  },
  "checked-again": {
    next: "the results of the new run; nothing, where only the rules of this site were changed and the outcome stays.",
    tone: "info",
    title: "Checked again",
    text: () => "Another run of the checks of this same file was begun in the meantime. These are the results of the earlier one.",
  },
  hidden: {
    next: "a mail when that changes.",
    tone: "neutral",
    title: "Not available at the moment",
    text: () => "The version's page says where it stands.",
  },
};

export function ValidationResults({
  mailId,
  uploadedAt,
  availability,
  status,
  isReplaceable,
  reason,
  checks,
  findings,
  since,
  fixable,
  hint,
  pluginName,
  packageName,
  version,
  ...site
}: ValidationResultsProps) {
  const report = absoluteUrl(site.publicUrl, urls.securityTab(packageName, version, { mail: mailId }));
  const about = AVAILABILITY[availability];
  const name = `${shortName(pluginName)} ${version}`;
  return (
    <Layout
      {...site}
      preview={`${about.title}. ${about.text(isClean(reason))}`}
      heading={headingFor(name, reason)}
      because="You get this mail because you maintain this plugin."
    >
      <Notice tone={about.tone} title={about.title}>
        {about.text(isClean(reason))}
      </Notice>
      <Facts
        facts={[
          ["Plugin", `${shortName(pluginName)} (${packageName})`],
          ["Version", version],
          ["Uploaded", dateWords(uploadedAt)],
          ["Status", <strong key="status">{status}</strong>],
        ]}
      />
      <SeverityCounts reason={reason} />
      {since ? <Paragraph>{since}</Paragraph> : null}
      <Kept reason={reason} />
      {hint ? <Paragraph>{hint}</Paragraph> : null}
      <ActionButton href={report}>
        {isClean(reason) ? "See the detailed results" : hasFindings(reason) ? "See the report with the code" : "See the report"}
      </ActionButton>
      <Findings findings={findings} publicUrl={site.publicUrl} reportUrl={report} />
      <CheckSummary checks={checks} publicUrl={site.publicUrl} />
      {isClean(reason) ? null : <NextSteps {...{ availability, isReplaceable, packageName, version, fixable, report, reason }} {...site} />}
      <NextMail>{about.next}</NextMail>
    </Layout>
  );
}

const hasFindings = ({ open }: VerdictReason): boolean => open.critical + open.warning + open.info > 0;

/** What no longer counts is said too: an override must be visible. */
export function Kept({ reason }: { reason: VerdictReason }) {
  const { suppressed, acknowledged, accepted } = reason;
  const parts = [
    suppressed > 0 ? `${countOf(suppressed, "finding is", "findings are")} hidden by comments or settings in the package` : null,
    acknowledged > 0 ? `${acknowledged} acknowledged` : null,
    accepted > 0 ? `${accepted} kept with an approver's consent` : null,
  ].filter((part) => part !== null);
  if (parts.length === 0) return null;
  return (
    <Paragraph small muted>
      Not counted: {parts.join(", ")}. The report lists {suppressed + acknowledged + accepted === 1 ? "it" : "them"}.
    </Paragraph>
  );
}

function NextSteps({
  availability,
  isReplaceable,
  packageName,
  version,
  fixable,
  report,
  reason,
  publicUrl,
  supportEmail,
  supportUrl,
}: SiteFacts &
  Pick<AboutVersion, "packageName" | "version"> &
  Pick<ValidationResultsProps, "availability" | "isReplaceable" | "fixable" | "reason"> & { report: string }) {
  return (
    <>
      <SectionTitle>What to do next</SectionTitle>
      {availability === "inconclusive" ? (
        <Paragraph>
          <TextLink href={report}>Ask for a new run</TextLink> with “Scan again” on the version's page. A new file helps where this one is
          the cause:
        </Paragraph>
      ) : null}
      <UploadCorrected {...{ isReplaceable, packageName, version, publicUrl }} />
      {fixable > 0 ? (
        <Paragraph>
          {fixable === 1 ? "One of the findings" : `${fixable} of the findings`} can be fixed mechanically:{" "}
          <TextLink href={absoluteUrl(publicUrl, urls.patch(packageName, version))}>have a patch prepared</TextLink>, and see what it
          changes and what would remain.
        </Paragraph>
      ) : null}
      {hasFindings(reason) ? (
        <Paragraph>
          Is something found that you need as it is? The report and{" "}
          <TextLink href={absoluteUrl(publicUrl, urls.docsSection("kept"))}>the documentation</TextLink> show how to say so.
        </Paragraph>
      ) : null}
      {supportEmail || supportUrl ? (
        <Paragraph>
          Stuck, or is a finding wrong?{" "}
          {supportEmail ? (
            <TextLink href={`mailto:${supportEmail}`}>Write to {supportEmail}</TextLink>
          ) : (
            <TextLink href={supportUrl ?? ""}>Ask for help</TextLink>
          )}
          .
        </Paragraph>
      ) : null}
    </>
  );
}
