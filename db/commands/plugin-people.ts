import { and, eq, gt, isNotNull, isNull, ne, sql } from "drizzle-orm";
import { type AppError, appError, fieldError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import type { Db, Executor, Tx } from "../context";
import { apiTokens, emails, pluginEditors, pluginInvitations, users } from "../schema";
import { appendPluginEvent, type ManagedPlugin, type PluginRequest, withOwnPlugin, withPlugin } from "./manage-plugin";
import { queueEmails } from "./queue-email";
import { tellPluginEvent } from "./tell-plugin-event";

/** An invitation that nobody answers ends. */
export const INVITATION_DAYS = 30;
/** Of one plugin at a time: a plugin has a handful of maintainers. */
const MAX_OPEN_INVITATIONS = 20;

/** `successor`: becomes owner, and the owner who invites becomes a collaborator. */
export type InvitedAs = "collaborator" | "owner" | "successor";

/**
 * Offers an address a part in the plugin. The answer is the same whether or not there is an account: whoever signs in
 * with this address, and has proved that it is theirs, finds the offer and says yes or no; whoever has an account already
 * gets a mail. A second offer to the same address replaces the first.
 *
 * @returns not-found, not-allowed for collaborators, invalid for one's own address, conflict when too many are open
 */
export function inviteEditor(db: Db, input: PluginRequest & { email: string; as: InvitedAs }): Promise<Result<object, AppError>> {
  const email = input.email.trim().toLowerCase();
  return withOwnPlugin(db, input, async (tx, plugin) => {
    const [own] = await tx.select({ email: users.email }).from(users).where(eq(users.id, input.person.userId));
    if (own?.email.toLowerCase() === email) return fieldError("email", "invalid", "That is your own address.");
    if (input.as === "successor" && plugin.role !== "owner") return appError("not-allowed", "Only an owner can hand the plugin over.");
    const open = await tx.$count(pluginInvitations, and(eq(pluginInvitations.pluginId, plugin.id), ne(pluginInvitations.email, email)));
    if (open >= MAX_OPEN_INVITATIONS) return appError("conflict", "Too many invitations are open. Withdraw some first.");
    const offer = {
      role: input.as === "collaborator" ? ("collaborator" as const) : ("owner" as const),
      replacesInviter: input.as === "successor",
      invitedBy: input.person.userId,
      createdAt: sql`now()`,
      expiresAt: sql`now() + make_interval(days => ${INVITATION_DAYS})`,
    };
    const [invitation] = await tx
      .insert(pluginInvitations)
      .values({ pluginId: plugin.id, email, ...offer })
      .onConflictDoUpdate({ target: [pluginInvitations.pluginId, pluginInvitations.email], set: offer })
      .returning({ id: pluginInvitations.id });
    await appendPluginEvent(tx, { ...input, pluginId: plugin.id, event: "invited" });
    await mailInvitation(tx, { invitationId: (invitation as { id: string }).id, pluginId: plugin.id, email, requestId: input.requestId });
    return ok({});
  });
}

/**
 * Only somebody who has an account here gets a mail: an address that anybody may type in is nobody's yet. One a day at
 * most about one plugin, however often an offer is withdrawn and made again.
 */
async function mailInvitation(
  tx: Tx,
  { invitationId, pluginId, email, requestId }: { invitationId: string; pluginId: number; email: string; requestId?: string },
): Promise<void> {
  const [account] = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(sql`lower(${users.email}) = ${email}`, isNotNull(users.emailVerifiedAt)));
  if (!account) return;
  const isTold = and(eq(emails.kind, "invitation"), eq(emails.pluginId, pluginId), eq(emails.recipientId, account.id));
  if ((await tx.$count(emails, and(isTold, gt(emails.createdAt, sql`now() - interval '1 day'`)))) > 0) return;
  await queueEmails(tx, { kind: "invitation", subjectId: invitationId, pluginId, recipientIds: [account.id], requestId });
}

export function withdrawInvitation(db: Db, input: PluginRequest & { invitationId: string }): Promise<Result<object, AppError>> {
  return withOwnPlugin(db, input, async (tx, plugin) => {
    const gone = await tx
      .delete(pluginInvitations)
      .where(and(eq(pluginInvitations.id, input.invitationId), eq(pluginInvitations.pluginId, plugin.id)))
      .returning({ id: pluginInvitations.id });
    if (gone.length === 0) return appError("not-found", "This invitation is not open any more.");
    await appendPluginEvent(tx, { ...input, pluginId: plugin.id, event: "invitation-withdrawn" });
    return ok({});
  });
}

/**
 * Ends somebody's part in the plugin, or one's own. Tokens that they made for it stop for good; tokens for all of their
 * plugins lose this one, because rights are read at each use.
 *
 * @returns conflict for the last owner in good standing: a plugin is never without one
 */
export function removeEditor(db: Db, input: PluginRequest & { userId: string }): Promise<Result<object, AppError>> {
  const isOwn = input.userId === input.person.userId;
  const run = isOwn ? withPlugin<object> : withOwnPlugin<object>;
  return run(db, input, async (tx, plugin) => {
    const leaving = and(eq(pluginEditors.pluginId, plugin.id), eq(pluginEditors.userId, input.userId));
    const [editor] = await tx.select({ role: pluginEditors.role }).from(pluginEditors).where(leaving);
    if (!editor) return appError("not-found", "This person does not maintain the plugin any more.");
    if (editor.role === "owner" && (await countOtherOwners(tx, plugin, input.userId)) === 0)
      return appError("conflict", "A plugin needs an owner. Hand it over, or make somebody else an owner first.");
    await tx.delete(pluginEditors).where(leaving);
    await tx
      .update(apiTokens)
      .set({ revokedAt: sql`now()` })
      .where(and(eq(apiTokens.pluginId, plugin.id), eq(apiTokens.userId, input.userId), isNull(apiTokens.revokedAt)));
    await tx.delete(pluginInvitations).where(and(eq(pluginInvitations.pluginId, plugin.id), eq(pluginInvitations.invitedBy, input.userId)));
    await tellPluginEvent(tx, {
      ...input,
      pluginId: plugin.id,
      event: isOwn ? "left" : "removed",
      ...(isOwn ? {} : { subjectId: input.userId }),
    });
    return ok({});
  });
}

/** Owners besides this one who are not suspended. */
async function countOtherOwners(db: Executor | Tx, plugin: Pick<ManagedPlugin, "id">, userId: string): Promise<number> {
  const rows = await db
    .select({ id: users.id })
    .from(pluginEditors)
    .innerJoin(users, eq(users.id, pluginEditors.userId))
    .where(
      and(
        eq(pluginEditors.pluginId, plugin.id),
        eq(pluginEditors.role, "owner"),
        ne(pluginEditors.userId, userId),
        isNull(users.suspendedAt),
      ),
    );
  return rows.length;
}
