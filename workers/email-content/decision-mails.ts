import type { Db } from "@/db/context";
import { getMailDecision, getMailEvent, type MailDecision, type MailVersion } from "@/db/queries/email-content";
import type { EmailToSend } from "@/db/queries/emails";
import type { SiteFacts } from "@/emails/_layout";
import { Decision, decisionSubject } from "@/emails/decision";
import type { DecisionOutcome } from "@/emails/decision-words";
import { releasedTo } from "@/lib/domain/release-words";
import type { ComposedEmail } from "./compose-email";

/** Events of a version's life that are told to its editors. What is published by itself stands in the mail with its results. */
const OUTCOMES: Record<string, DecisionOutcome> = {
  approve: "approved",
  return: "returned",
  reject: "rejected",
  "no-answer": "closed",
  withdraw: "withdrawn",
  restore: "restored",
  quarantine: "quarantined",
  release: "released",
};

export async function decisionMail(db: Db, email: EmailToSend, version: MailVersion, site: SiteFacts): Promise<ComposedEmail | null> {
  const { pluginName, packageName, isReplaceable } = version;
  const common = { ...site, pluginName, packageName, isReplaceable, version: version.version, mailId: email.id };
  const event = await getMailEvent(db, email.subjectId);
  if (event) {
    const outcome = OUTCOMES[event.event];
    return outcome
      ? {
          subject: decisionSubject(outcome, version),
          body: Decision({
            ...common,
            outcome,
            decidedAt: event.at,
            reason: event.reason,
            isPast: event.toStatus !== version.status,
            release: outcome === "released" && event.toStatus ? releasedTo(event.toStatus) : null,
          }),
        }
      : null;
  }
  const word = await getMailDecision(db, email.subjectId);
  const outcome = word && outcomeOf(word);
  if (!word || !outcome) return null;
  // A row that takes a decision back repeats that decision's words.
  const { ruleId, places, reference, decidedAt } = word;
  const isAnswer = word.kind !== "suppression-refused";
  const reason = word.isWithdrawal ? null : word.reason;
  return {
    subject: decisionSubject(outcome, version),
    body: Decision({
      ...common,
      outcome,
      decidedAt,
      reason,
      isPast: word.isOver,
      about: { ruleId, places, reference: isAnswer ? reference : null },
    }),
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
