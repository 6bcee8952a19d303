import type { Db } from "@/db/context";
import type { EmailToSend } from "@/db/queries/emails";
import { listOwnTurned, listTurnedForReview, type TurnedVersion } from "@/db/queries/verdict-changes";
import type { SiteFacts } from "@/emails/_layout";
import { SeveralNotClean, severalNotCleanSubject } from "@/emails/several-not-clean";
import { SeveralWaiting, severalWaitingSubject } from "@/emails/several-waiting";
import { countOf } from "@/emails/words";
import type { ComposedEmail } from "./compose-email";

/** Of each list; whoever has more than this opens the page. */
const MOST_ROWS = 20;
/** Rules that are named of one version. */
const MOST_RULES = 3;

const NOT_CHECKED = "a check could not be run to its end";

const isBlocked = ({ reason }: TurnedVersion): boolean => reason?.verdict === "blocked";

function wordsOf({ reason }: TurnedVersion): string {
  if (reason?.verdict !== "blocked") return NOT_CHECKED;
  const rules = reason.blockingRules.map(({ ruleId }) => ruleId);
  const more = rules.length > MOST_RULES ? " …" : "";
  return `${countOf(reason.open.critical, "critical finding")}${rules.length > 0 ? ` (${rules.slice(0, MOST_RULES).join(", ")}${more})` : ""}`;
}

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;

/** Null when none of them is public and not clean any more. */
export async function severalNotClean(db: Db, email: EmailToSend, site: SiteFacts): Promise<ComposedEmail | null> {
  const turned = email.recipient ? await listOwnTurned(db, email.subjectId, email.recipient.userId) : [];
  if (turned.length === 0) return null;
  const rows = turned.slice(0, MOST_ROWS).map((one) => ({ ...one, words: wordsOf(one) }));
  return {
    subject: severalNotCleanSubject(turned.length),
    body: SeveralNotClean({ ...site, mailId: email.id, rows, total: turned.length, blocked: turned.filter(isBlocked).length }),
  };
}

/** Null when nothing of it waits any more. */
export async function severalWaiting(db: Db, email: EmailToSend, site: SiteFacts): Promise<ComposedEmail | null> {
  const turned = email.recipient ? await listTurnedForReview(db, email.subjectId, email.recipient.userId) : [];
  if (turned.length === 0) return null;
  const listOf = (all: TurnedVersion[]) => {
    const rows = all.slice(0, MOST_ROWS).map((one) => ({ ...one, note: isBlocked(one) ? sentence(wordsOf(one)) : null }));
    return { rows, total: all.length };
  };
  const of = (status: TurnedVersion["status"]) => turned.filter((one) => one.status === status);
  const lists = {
    notClean: listOf(of("approved").filter(isBlocked)),
    publicNotChecked: listOf(of("approved").filter((one) => !isBlocked(one))),
    ready: listOf(of("validated")),
    notChecked: listOf(of("inconclusive")),
  };
  return { subject: severalWaitingSubject(lists), body: SeveralWaiting({ ...site, ...lists, mailId: email.id }) };
}
