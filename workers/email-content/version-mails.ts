import type { Db } from "@/db/context";
import {
  getMailDecision,
  getMailEvent,
  getMailScan,
  getMailVersion,
  type MailDecision,
  type MailVersion,
} from "@/db/queries/email-content";
import type { EmailToSend } from "@/db/queries/emails";
import { getScanEstimateMs } from "@/db/queries/scan-progress";
import type { SiteFacts } from "@/emails/_layout";
import { AcceptanceEnded, acceptanceEndedSubject } from "@/emails/acceptance-ended";
import { Decision, type DecisionOutcome, decisionSubject } from "@/emails/decision";
import { type DecisionCause, NeedsDecision, needsDecisionSubject } from "@/emails/needs-decision";
import { PublicNotClean, publicNotCleanSubject } from "@/emails/public-not-clean";
import { ReturnReminder, returnReminderSubject } from "@/emails/return-reminder";
import { ReviewReady, reviewReadySubject } from "@/emails/review-ready";
import { UploadConfirmation, uploadConfirmationSubject } from "@/emails/upload-confirmation";
import { type Availability, ValidationResults, validationResultsSubject } from "@/emails/validation-results";
import { answerDueAt, REASON_WORDS } from "@/lib/domain/decisions";
import type { MailKind } from "@/lib/domain/mails";
import { RETURNED_DAYS } from "@/lib/domain/version-status";
import { pathHintOf, pathHintWords } from "@/scanners/report/path-hint";
import type { ComposedEmail } from "./compose-email";
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
  decision,
};

export async function composeVersionMail(db: Db, email: EmailToSend, site: SiteFacts): Promise<ComposedEmail | null> {
  const version = email.versionId === null ? null : await getMailVersion(db, email.versionId);
  return version && ((await COMPOSE[email.kind]?.(db, email, version, site)) ?? null);
}

const about = ({ pluginName, packageName, version }: MailVersion) => ({ pluginName, packageName, version });

async function uploadConfirmation(db: Db, email: EmailToSend, version: MailVersion, site: SiteFacts): Promise<ComposedEmail> {
  const estimateMs = await getScanEstimateMs(db);
  const { uploadedAt } = version;
  return {
    subject: uploadConfirmationSubject(version),
    body: UploadConfirmation({ ...site, ...about(version), mailId: email.id, uploadedAt, estimateMs }),
  };
}

async function validationResults(db: Db, email: EmailToSend, version: MailVersion, site: SiteFacts): Promise<ComposedEmail | null> {
  const scan = await getMailScan(db, email.subjectId);
  if (!scan) return null;
  const { reason, checks } = scan;
  const availability = availabilityOf(version, email.subjectId);
  const findings = groupFindings(scan.findings, scan.omitted);
  const pathHint = pathHintOf(scan.findings, scan.omittedByRule);
  const hint = pathHint && pathHintWords(pathHint);
  return {
    subject: validationResultsSubject(version),
    body: ValidationResults({ ...site, ...about(version), mailId: email.id, availability, reason, checks, findings, hint }),
  };
}

function availabilityOf(version: MailVersion, scanId: string): Availability {
  if (version.currentScanId !== scanId) return "replaced";
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
  if (!scan) return null;
  const { versionId, uploadedAt, uploaderName, isNewPlugin, waitsBecause, newCriticalSuppressions } = version;
  const facts = { versionId, uploadedAt, uploaderName, isNewPlugin, waitsBecause, newCriticalSuppressions };
  const findings = groupFindings(scan.findings, scan.omitted);
  return {
    subject: reviewReadySubject(version),
    body: ReviewReady({ ...site, ...about(version), ...facts, mailId: email.id, reason: scan.reason, checks: scan.checks, findings }),
  };
}

async function needsDecision(db: Db, email: EmailToSend, version: MailVersion, site: SiteFacts): Promise<ComposedEmail | null> {
  const cause = await causeOf(db, email.subjectId, version);
  if (!cause) return null;
  const { versionId } = version;
  return {
    subject: needsDecisionSubject(version),
    body: NeedsDecision({ ...site, ...about(version), mailId: email.id, versionId, cause }),
  };
}

async function causeOf(db: Db, subjectId: string, version: MailVersion): Promise<DecisionCause | null> {
  const asked = await getMailDecision(db, subjectId);
  if (asked) return { why: "acceptance-asked", ...requestFacts(asked), dueAt: answerDueAt(asked.decidedAt) };
  const scan = await getMailScan(db, subjectId);
  if (!scan) return null;
  if (version.status !== "approved") return { why: "inconclusive" };
  return { why: scan.reason.verdict === "inconclusive" ? "public-inconclusive" : "public-blocked" };
}

const requestFacts = ({ ruleId, reasonKind, reason, reference, places }: MailDecision) => ({
  ...{ ruleId, reason, reference, places },
  reasonWords: reasonKind && REASON_WORDS[reasonKind],
});

/** Events of a version's life that are told to its editors. */
const OUTCOMES: Record<string, DecisionOutcome> = {
  approve: "approved",
  "approve-harmless": "published-automatically",
  "approve-automatically": "published-automatically",
  return: "returned",
  reject: "rejected",
  "no-answer": "closed",
  withdraw: "withdrawn",
  restore: "restored",
  quarantine: "quarantined",
  release: "released",
};

async function decision(db: Db, email: EmailToSend, version: MailVersion, site: SiteFacts): Promise<ComposedEmail | null> {
  const common = { ...site, ...about(version), mailId: email.id };
  const event = await getMailEvent(db, email.subjectId);
  if (event) {
    const outcome = OUTCOMES[event.event];
    return outcome ? { subject: decisionSubject(outcome, version), body: Decision({ ...common, outcome, reason: event.reason }) } : null;
  }
  const word = await getMailDecision(db, email.subjectId);
  const outcome = word && outcomeOf(word);
  if (!word || !outcome) return null;
  // A row that takes a decision back repeats that decision's words.
  const { ruleId, places, reference } = word;
  const isAnswer = word.kind !== "suppression-refused";
  const reason = word.isWithdrawal ? null : word.reason;
  return {
    subject: decisionSubject(outcome, version),
    body: Decision({ ...common, outcome, reason, about: { ruleId, places, reference: isAnswer ? reference : null } }),
  };
}

/** Approvers' words; what an owner says is a question or needs no answer. */
function outcomeOf({ kind, isWithdrawal }: MailDecision): DecisionOutcome | null {
  switch (kind) {
    case "acceptance":
      return isWithdrawal ? "acceptance-withdrawn" : "acceptance";
    case "acceptance-refused":
      return isWithdrawal ? null : "acceptance-refused";
    case "suppression-refused":
      return isWithdrawal ? "suppression-allowed" : "suppression-refused";
    default:
      return null;
  }
}

async function publicNotClean(db: Db, email: EmailToSend, version: MailVersion, site: SiteFacts): Promise<ComposedEmail | null> {
  const scan = await getMailScan(db, email.subjectId);
  if (!scan) return null;
  const { reason, checks } = scan;
  const findings = groupFindings(scan.findings, scan.omitted);
  return {
    subject: publicNotCleanSubject(version),
    body: PublicNotClean({ ...site, ...about(version), mailId: email.id, reason, checks, findings }),
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
