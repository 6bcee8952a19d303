import type { Db } from "@/db/context";
import type { EmailToSend } from "@/db/queries/emails";
import { getReviewQueue, type QueueRow, type ReviewQueue } from "@/db/queries/review-queue";
import type { SiteFacts } from "@/emails/_layout";
import { ReviewDigest, reviewDigestSubject, type WaitingVersion } from "@/emails/review-digest";
import { QUEUE_LISTS, type QueueReason } from "@/lib/domain/review-queue";
import type { ComposedEmail } from "./compose-email";

/** Of each list; whoever has more than this to do opens the queue. */
const MOST_ROWS = 20;

/** What an approver must know before the list's own sentence. */
const NEED_WORDS: Partial<Record<QueueReason, string>> = {
  inconclusive: "A check could not be run to its end.",
  "acceptance-asked": "Its author asks to keep a finding.",
};

/** What waits at this moment for this approver, the oldest first; null when nothing does. Not what they edit themselves. */
export async function reviewDigest(db: Db, email: EmailToSend, site: SiteFacts): Promise<ComposedEmail | null> {
  const [ready, needsDecision] = await Promise.all(
    QUEUE_LISTS.map((list) => getReviewQueue(db, email.recipient, { list, sort: "oldest", page: 1 })),
  );
  if (!ready || !needsDecision || ready.found + needsDecision.found === 0) return null;
  const lists = { ready: listOf(ready), needsDecision: listOf(needsDecision) };
  return { subject: reviewDigestSubject(lists), body: ReviewDigest({ ...site, ...lists, mailId: email.id }) };
}

const listOf = ({ rows, found }: ReviewQueue) => ({ rows: rows.slice(0, MOST_ROWS).map(waiting), total: found });

function waiting({ versionId, pluginName, version, since, reasons, verdict, waitsBecause }: QueueRow): WaitingVersion {
  const isPublic = reasons.includes("public-not-clean");
  const standing = verdict === "inconclusive" ? "It is public and could not be checked again." : "It is public and has critical findings.";
  const needs = [...(isPublic ? [standing] : []), ...reasons.flatMap((reason) => NEED_WORDS[reason] ?? [])];
  return { versionId, pluginName, version, since, note: needs.length > 0 ? needs.join(" ") : waitsBecause };
}
