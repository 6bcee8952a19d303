import type { Db } from "@/db/context";
import type { EmailToSend } from "@/db/queries/emails";
import { getMailInvitation, getMailPluginEvent, getMailToken, getMailTrustEvent, type MailPluginEvent } from "@/db/queries/mail-subjects";
import type { SiteFacts } from "@/emails/_layout";
import { Invitation, invitationSubject } from "@/emails/invitation";
import { PluginEventMail, pluginEventSubject, type ToldPluginEvent } from "@/emails/plugin-event";
import { TOKEN_CREATED_SUBJECT, TokenCreated } from "@/emails/token-created";
import { TokenExpiring, tokenExpiringSubject } from "@/emails/token-expiring";
import { TrustChanged, trustChangedSubject } from "@/emails/trust-changed";
import { daysUntil, inDays } from "@/lib/domain/calendar-days";
import type { ComposedEmail } from "./compose-email";

export async function tokenCreated(db: Db, email: EmailToSend, site: SiteFacts): Promise<ComposedEmail | null> {
  const token = await getMailToken(db, email.subjectId);
  return token?.userId === email.recipient?.userId && token
    ? { subject: TOKEN_CREATED_SUBJECT, body: TokenCreated({ ...site, token }) }
    : null;
}

export async function tokenExpiring(db: Db, email: EmailToSend, site: SiteFacts): Promise<ComposedEmail | null> {
  const token = await getMailToken(db, email.subjectId.split(":")[0] ?? "");
  const now = new Date();
  if (!token || token.isRevoked || token.expiresAt <= now || token.userId !== email.recipient?.userId) return null;
  const daysLeft = daysUntil(token.expiresAt, now);
  const facts = { token, when: inDays(daysLeft), daysLeft };
  return { subject: tokenExpiringSubject(facts), body: TokenExpiring({ ...site, ...facts }) };
}

/** Null for an offer that was answered, withdrawn, or made to an address that its person has changed since. */
export async function invitation(db: Db, email: EmailToSend, site: SiteFacts): Promise<ComposedEmail | null> {
  const offer = await getMailInvitation(db, email.subjectId);
  if (!offer || offer.expiresAt.getTime() <= Date.now() || offer.email !== email.recipient?.email.toLowerCase()) return null;
  const { email: _address, ...facts } = offer;
  return { subject: invitationSubject(offer.pluginName), body: Invitation({ ...site, ...facts }) };
}

/** Null for what was undone since: a plugin that was restored can be found again. */
export async function pluginEvent(db: Db, email: EmailToSend, site: SiteFacts): Promise<ComposedEmail | null> {
  const told = await getMailPluginEvent(db, email.subjectId);
  const reader = told && readerOf(told, email);
  if (!told || !reader || !isTold(told.event)) return null;
  if ((told.event === "deleted" && !told.isDeleted) || (told.event === "restored" && told.isDeleted)) return null;
  const { event, pluginName, packageName, at, actorName, subjectName, reason, tokenName } = told;
  const isOwner = email.recipient?.isOwner === true;
  const facts = { event, pluginName, actorName, subjectName, reason, tokenName, reader };
  return { subject: pluginEventSubject(facts), body: PluginEventMail({ ...site, ...facts, packageName, at, isOwner }) };
}

/** Editors, and the person to whom it happened, who may be none any more. */
function readerOf({ subjectId }: MailPluginEvent, { recipient }: EmailToSend): "editor" | "subject" | null {
  if (recipient && subjectId === recipient.userId) return "subject";
  return recipient?.isEditor ? "editor" : null;
}

const TOLD: readonly ToldPluginEvent[] = [
  ...(["collaborator-joined", "owner-joined", "ownership-handed-over", "invitation-declined"] as const),
  ...(["transferred", "left", "removed", "deleted", "restored", "token-revoked"] as const),
];
const isTold = (event: string): event is ToldPluginEvent => (TOLD as readonly string[]).includes(event);

export async function trustChanged(db: Db, { recipient, subjectId }: EmailToSend, site: SiteFacts): Promise<ComposedEmail | null> {
  const told = recipient && (await getMailTrustEvent(db, subjectId, recipient.userId));
  if (!told) return null;
  const { isTrusted, reason } = told;
  return { subject: trustChangedSubject(isTrusted), body: TrustChanged({ ...site, isTrusted, reason }) };
}
