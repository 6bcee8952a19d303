import type { Db } from "@/db/context";
import {
  getMailDecision,
  getMailEvent,
  getMailScan,
  getMailVersion,
  type MailDecision,
  type MailScan,
  type MailVersion,
} from "@/db/queries/email-content";
import type { EmailToSend } from "@/db/queries/emails";
import { type CountsAgain, listCountingAgain } from "@/db/queries/ended-acceptances";
import { countFixable } from "@/db/queries/patch";
import { getScanEstimateMs } from "@/db/queries/scan-progress";
import type { SiteFacts } from "@/emails/_layout";
import { AcceptanceEnded, acceptanceEndedSubject } from "@/emails/acceptance-ended";
import { type DecisionCause, NeedsDecision, needsDecisionSubject } from "@/emails/needs-decision";
import { PublicNotClean, publicNotCleanSubject } from "@/emails/public-not-clean";
import { ReturnReminder, returnReminderSubject } from "@/emails/return-reminder";
import { ReviewReady, reviewReadySubject } from "@/emails/review-ready";
import { UploadConfirmation, uploadConfirmationSubject } from "@/emails/upload-confirmation";
import { type Availability, ValidationResults, validationResultsSubject } from "@/emails/validation-results";
import { answerDueAt, REASON_WORDS } from "@/lib/domain/decisions";
import type { MailKind } from "@/lib/domain/mails";
import { memorySentence } from "@/lib/domain/memory";
import { DUE_DAYS } from "@/lib/domain/review-queue";
import { RETURNED_DAYS, STATUS_WORDS } from "@/lib/domain/version-status";
import { pathHintOf, pathHintWords } from "@/scanners/report/path-hint";
import type { ComposedEmail } from "./compose-email";
import { decisionMail } from "./decision-mails";
import { groupFindings } from "./group-findings";

type Compose = (db: Db, email: EmailToSend, version: MailVersion, site: SiteFacts) => Promise<ComposedEmail | null>;

const DAY_MS = 24 * 60 * 60 * 1000;

/** Mails about one version, by kind. */
const COMPOSE: Partial<Record<MailKind, Compose>> = {
  "upload-confirmation": uploadConfirmation,
  "validation-results": validationResults,
  "review-ready": reviewReady,
  "needs-decision": needsDecision,
  "public-not-clean": publicNotClean,
  "return-reminder": returnReminder,
  "acceptance-ended": acceptanceEnded,
  decision: decisionMail,
};

export async function composeVersionMail(db: Db, email: EmailToSend, site: SiteFacts): Promise<ComposedEmail | null> {
  const version = email.versionId === null ? null : await getMailVersion(db, email.versionId);
  return version && ((await COMPOSE[email.kind]?.(db, email, version, site)) ?? null);
}

const about = ({ pluginName, packageName, version }: MailVersion) => ({ pluginName, packageName, version });

async function uploadConfirmation(db: Db, email: EmailToSend, version: MailVersion, site: SiteFacts): Promise<ComposedEmail> {
  const estimateMs = await getScanEstimateMs(db);
  const { uploadedAt } = version;
  const status = STATUS_WORDS.validating.label;
  return {
    subject: uploadConfirmationSubject(version),
    body: UploadConfirmation({ ...site, ...about(version), mailId: email.id, uploadedAt, status, estimateMs }),
  };
}

async function validationResults(db: Db, email: EmailToSend, version: MailVersion, site: SiteFacts): Promise<ComposedEmail | null> {
  const scan = await getMailScan(db, email.subjectId);
  if (!scan) return null;
  const pathHint = pathHintOf(scan.findings, scan.omittedByRule);
  const facts = {
    uploadedAt: version.uploadedAt,
    availability: availabilityOf(version, email.subjectId, scan),
    status: STATUS_WORDS[version.status].label,
    isReplaceable: version.isReplaceable,
    hint: pathHint && pathHintWords(pathHint),
    fixable: await countFixable(db, email.subjectId),
  };
  return {
    subject: validationResultsSubject(version),
    body: ValidationResults({ ...site, ...about(version), ...facts, ...scanFacts(scan), mailId: email.id }),
  };
}

/** What each mail about a scan says of it. */
function scanFacts({ reason, checks, findings, memory }: MailScan) {
  const since = memory && memorySentence(memory, memory.comparedWith);
  return { reason, checks, since, findings: groupFindings(findings, reason.open) };
}

function availabilityOf(version: MailVersion, scanId: string, { artifactSha256 }: MailScan): Availability {
  if (version.artifactSha256 !== artifactSha256) return "replaced";
  // What is public stays so, whatever a later run of its checks finds.
  if (version.currentScanId !== scanId && version.status !== "approved") return "checked-again";
  switch (version.status) {
    case "approved":
      return "published";
    case "validated":
      return "ready";
    case "blocked":
    case "inconclusive":
      return version.status;
    default:
      return "hidden";
  }
}

async function reviewReady(db: Db, email: EmailToSend, version: MailVersion, site: SiteFacts): Promise<ComposedEmail | null> {
  const scan = await getMailScan(db, email.subjectId);
  // Decided, taken back or replaced since: then it cannot be approved now.
  if (!scan || version.status !== "validated" || version.artifactSha256 !== scan.artifactSha256) return null;
  const { versionId, uploadedAt, uploaderName, isNewPlugin, waitsBecause, newCriticalSuppressions } = version;
  const dueAt = new Date(version.statusChangedAt.getTime() + DUE_DAYS.ready * DAY_MS);
  const facts = { versionId, uploadedAt, uploaderName, isNewPlugin, waitsBecause, newCriticalSuppressions, dueAt };
  return {
    subject: reviewReadySubject(version),
    body: ReviewReady({ ...site, ...about(version), ...facts, ...scanFacts(scan), mailId: email.id }),
  };
}

async function needsDecision(db: Db, email: EmailToSend, version: MailVersion, site: SiteFacts): Promise<ComposedEmail | null> {
  const cause = await causeOf(db, email.subjectId, version);
  if (!cause) return null;
  const { versionId, uploadedAt } = version;
  return {
    subject: needsDecisionSubject(version),
    body: NeedsDecision({ ...site, ...about(version), mailId: email.id, versionId, uploadedAt, cause }),
  };
}

/** Null when nobody has to decide any more: the request was answered or taken back, the version checked or hidden since. */
async function causeOf(db: Db, subjectId: string, version: MailVersion): Promise<DecisionCause | null> {
  const asked = await getMailDecision(db, subjectId);
  if (asked?.isOver) return null;
  if (asked) return { why: "acceptance-asked", ...requestFacts(asked), dueAt: answerDueAt(asked.decidedAt) };
  const scan = await getMailScan(db, subjectId);
  if (!scan) return null;
  const { reason } = scan;
  if (version.status === "inconclusive") return { why: "inconclusive", reason };
  if (!isPublicNotClean(version)) return null;
  if (reason.verdict === "inconclusive") return { why: "public-inconclusive", reason };
  return { why: "public-blocked", reason, countAgain: await countingAgain(db, subjectId, scan) };
}

const isPublicNotClean = ({ status, verdict }: MailVersion): boolean =>
  status === "approved" && (verdict === "blocked" || verdict === "inconclusive");

/** What was let pass until lately, and counts now. */
async function countingAgain(db: Db, scanId: string, { findings }: MailScan): Promise<CountsAgain[]> {
  const open = new Set(findings.filter(({ severity }) => severity === "critical").map(({ ruleId }) => ruleId));
  return (await listCountingAgain(db, scanId)).filter(({ ruleId }) => open.has(ruleId));
}

const requestFacts = ({ ruleId, reasonKind, reason, reference, places }: MailDecision) => ({
  ...{ ruleId, reason, reference, places },
  reasonWords: reasonKind && REASON_WORDS[reasonKind],
});

/** Null when it is not public any more, or clean again. */
async function publicNotClean(db: Db, email: EmailToSend, version: MailVersion, site: SiteFacts): Promise<ComposedEmail | null> {
  const scan = await getMailScan(db, email.subjectId);
  if (!scan || !isPublicNotClean(version)) return null;
  const ended = (await countingAgain(db, email.subjectId, scan)).filter(({ because }) => because === "acceptance-ended");
  const { since: _, ...facts } = { ...scanFacts(scan), endedRules: ended.map(({ ruleId }) => ruleId) };
  return {
    subject: publicNotCleanSubject(version),
    body: PublicNotClean({ ...site, ...about(version), ...facts, status: STATUS_WORDS[version.status].label, mailId: email.id }),
  };
}

/** Null when the version is not waiting for its author any more: there is nothing left to be reminded of. */
async function returnReminder(db: Db, email: EmailToSend, version: MailVersion, site: SiteFacts): Promise<ComposedEmail | null> {
  const event = await getMailEvent(db, email.subjectId);
  if (!event || version.status !== "returned") return null;
  const closesAt = new Date(event.at.getTime() + RETURNED_DAYS.close * DAY_MS);
  const { at: returnedAt, reason } = event;
  return {
    subject: returnReminderSubject(version),
    body: ReturnReminder({ ...site, ...about(version), mailId: email.id, returnedAt, closesAt, reason }),
  };
}

async function acceptanceEnded(db: Db, email: EmailToSend, version: MailVersion, site: SiteFacts): Promise<ComposedEmail | null> {
  const ended = await getMailDecision(db, email.subjectId);
  if (!ended) return null;
  const { ruleId } = ended;
  return { subject: acceptanceEndedSubject(version), body: AcceptanceEnded({ ...site, ...about(version), mailId: email.id, ruleId }) };
}
