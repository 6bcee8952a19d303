import type { Db } from "@/db/context";
import type { EmailToSend } from "@/db/queries/emails";
import { type DecisionNeed, getReviewQueue, type QueueRow } from "@/db/queries/review";
import type { SiteFacts } from "@/emails/_layout";
import { ReviewDigest, reviewDigestSubject, type WaitingVersion } from "@/emails/review-digest";
import type { ComposedEmail } from "./compose-email";

/** Of each list; whoever has more than this to do opens the queue. */
const MOST_ROWS = 20;

const NEED_WORDS: Record<DecisionNeed, string> = {
  inconclusive: "A check could not be run to its end.",
  "acceptance-asked": "Its owner asks to keep a finding.",
  "public-not-clean": "It is public and not clean any more.",
};

/** What waits at this moment for this approver; null when nothing does. */
export async function reviewDigest(db: Db, email: EmailToSend, site: SiteFacts): Promise<ComposedEmail | null> {
  const queue = email.recipient && (await getReviewQueue(db, email.recipient));
  if (!queue) return null;
  const lists = { ready: listOf(queue.ready), needsDecision: listOf(queue.needsDecision) };
  if (lists.ready.total + lists.needsDecision.total === 0) return null;
  return { subject: reviewDigestSubject(lists), body: ReviewDigest({ ...site, ...lists, mailId: email.id }) };
}

/** Nobody decides about a plugin that they edit. */
function listOf(rows: QueueRow[]): { rows: WaitingVersion[]; total: number } {
  const others = rows.filter((row) => !row.isOwn);
  return { rows: others.slice(0, MOST_ROWS).map(waiting), total: others.length };
}

function waiting({ versionId, pluginName, version, since, needs, waitsBecause }: QueueRow): WaitingVersion {
  const note = needs.length > 0 ? needs.map((need) => NEED_WORDS[need]).join(" ") : waitsBecause;
  return { versionId, pluginName, version, since, note };
}
