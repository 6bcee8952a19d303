import { and, eq, inArray, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Executor } from "../context";
import { apiTokens, type PluginEvent, pluginEvents, pluginInvitations, plugins, userEvents, users } from "../schema";
import { asEventId, asUuid } from "./mail-subject-ids";

export interface MailToken {
  userId: string;
  name: string;
  /** Its last four characters: enough to recognise it, no use to anybody. */
  ending: string;
  packageName: string | null;
  createdAt: Date;
  expiresAt: Date;
  isRevoked: boolean;
}

export async function getMailToken(db: Executor, tokenId: string): Promise<MailToken | null> {
  const id = asUuid(tokenId);
  if (id === null) return null;
  const [row] = await db
    .select({
      userId: apiTokens.userId,
      name: apiTokens.name,
      ending: apiTokens.ending,
      packageName: plugins.packageName,
      createdAt: apiTokens.createdAt,
      expiresAt: apiTokens.expiresAt,
      revokedAt: apiTokens.revokedAt,
    })
    .from(apiTokens)
    .leftJoin(plugins, eq(plugins.id, apiTokens.pluginId))
    .where(eq(apiTokens.id, id));
  if (!row) return null;
  const { revokedAt, ...token } = row;
  return { ...token, isRevoked: revokedAt !== null };
}

export interface MailInvitation {
  /** Whom it was offered to, in lower case. */
  email: string;
  packageName: string;
  pluginName: string;
  as: "collaborator" | "owner" | "successor";
  inviterName: string;
  expiresAt: Date;
}

export async function getMailInvitation(db: Executor, invitationId: string): Promise<MailInvitation | null> {
  const id = asUuid(invitationId);
  if (id === null) return null;
  const [row] = await db
    .select({ invitation: pluginInvitations, packageName: plugins.packageName, pluginName: plugins.name, inviterName: users.name })
    .from(pluginInvitations)
    .innerJoin(plugins, eq(plugins.id, pluginInvitations.pluginId))
    .innerJoin(users, eq(users.id, pluginInvitations.invitedBy))
    .where(eq(pluginInvitations.id, id));
  if (!row) return null;
  const { email, role, replacesInviter, expiresAt } = row.invitation;
  const { packageName, pluginName, inviterName } = row;
  return { email, packageName, pluginName, inviterName, expiresAt, as: replacesInviter ? "successor" : role };
}

export interface MailPluginEvent {
  event: PluginEvent;
  packageName: string;
  pluginName: string;
  /** The plugin is deleted now. */
  isDeleted: boolean;
  at: Date;
  /** Null: the system. */
  actorId: string | null;
  actorName: string | null;
  /** Whom it concerns, where that is somebody else than the actor. */
  subjectId: string | null;
  subjectName: string | null;
  /** What the actor wrote; of what administrators do. */
  reason: string | null;
  /** Of a token that was revoked: its name. */
  tokenName: string | null;
}

export async function getMailPluginEvent(db: Executor, eventId: string): Promise<MailPluginEvent | null> {
  const id = asEventId(eventId);
  if (id === null) return null;
  const subject = alias(users, "subject");
  const [row] = await db
    .select({
      event: pluginEvents.event,
      packageName: plugins.packageName,
      pluginName: plugins.name,
      isDeleted: sql<boolean>`${plugins.deletedAt} is not null`,
      at: pluginEvents.at,
      actorId: pluginEvents.actorId,
      actorName: users.name,
      subjectId: pluginEvents.subjectId,
      subjectName: subject.name,
      reason: pluginEvents.reason,
      // revoked by the transaction that wrote the event
      tokenName: sql<string | null>`(select ${apiTokens.name} from ${apiTokens} where ${pluginEvents.event} = 'token-revoked'
        and ${apiTokens.pluginId} = ${pluginEvents.pluginId} and ${apiTokens.userId} = ${pluginEvents.subjectId}
        and ${apiTokens.revokedAt} = ${pluginEvents.at} limit 1)`,
    })
    .from(pluginEvents)
    .innerJoin(plugins, eq(plugins.id, pluginEvents.pluginId))
    .leftJoin(users, eq(users.id, pluginEvents.actorId))
    .leftJoin(subject, eq(subject.id, pluginEvents.subjectId))
    .where(eq(pluginEvents.id, id));
  return row ?? null;
}

/** What was decided about this person's trust, and why; null for any other event, and where it has been decided otherwise since. */
export async function getMailTrustEvent(
  db: Executor,
  subjectId: string,
  userId: string,
): Promise<{ isTrusted: boolean; reason: string | null } | null> {
  const id = asEventId(subjectId);
  if (id === null) return null;
  const [row] = await db
    .select({ event: userEvents.event, reason: userEvents.reason, isTrustedNow: users.isTrusted })
    .from(userEvents)
    .innerJoin(users, eq(users.id, userEvents.userId))
    .where(and(eq(userEvents.id, id), eq(userEvents.userId, userId), inArray(userEvents.event, ["trusted", "trust-revoked"])));
  const isTrusted = row?.event === "trusted";
  return row?.isTrustedNow === isTrusted ? { isTrusted, reason: row.reason } : null;
}
