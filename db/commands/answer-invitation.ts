import { and, eq, gt, isNotNull, isNull, sql } from "drizzle-orm";
import { type AppError, appError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import type { Db, Tx } from "../context";
import { type PluginEvent, pluginEditors, pluginInvitations, plugins, users } from "../schema";
import { actorFor } from "./actor";
import { inTransaction } from "./in-transaction";
import type { PluginRequest } from "./manage-plugin";
import { tellPluginEvent } from "./tell-plugin-event";

type Invitation = typeof pluginInvitations.$inferSelect;
type Answer = Pick<PluginRequest, "person" | "requestId"> & { invitationId: string; accepts: boolean };

const GONE = "This invitation is not open any more: it was withdrawn, is too old, or its sender may no longer invite.";

/**
 * Says yes or no to an offer that was made to the person's own, verified address. What its sender may do is asked again at
 * this moment: somebody who lost the plugin meanwhile has nothing to give.
 *
 * @returns not-found for an offer to another address, and for one that is void
 */
export function answerInvitation(db: Db, input: Answer): Promise<Result<{ packageName: string }, AppError>> {
  return inTransaction(db, async (tx) => {
    const found = await lockInvitation(tx, input);
    if (!found) return appError("not-found", GONE);
    const { invitation, packageName } = found;
    const { pluginId } = invitation;
    if (input.accepts && !(await mayStillInvite(tx, invitation))) return appError("not-found", GONE);
    await tx.delete(pluginInvitations).where(eq(pluginInvitations.id, invitation.id));
    const event = input.accepts ? await join(tx, invitation, input.person.userId) : "invitation-declined";
    const subjectId = event === "ownership-handed-over" ? invitation.invitedBy : undefined;
    const facts = { person: input.person, requestId: input.requestId, pluginId, event, ...(subjectId ? { subjectId } : {}) };
    await tellPluginEvent(tx, facts, input.accepts ? {} : { only: [invitation.invitedBy] });
    return ok({ packageName });
  });
}

/** The plugin first, then the offer, as every other command does. */
async function lockInvitation(tx: Tx, input: Answer): Promise<{ invitation: Invitation; packageName: string } | null> {
  const [plugin] = await tx
    .select({ packageName: plugins.packageName })
    .from(plugins)
    .where(
      sql`${plugins.id} = (select ${pluginInvitations.pluginId} from ${pluginInvitations} where ${pluginInvitations.id} = ${input.invitationId}) and ${plugins.deletedAt} is null`,
    )
    .for("update");
  if (!plugin) return null;
  const [row] = await tx
    .select({ invitation: pluginInvitations })
    .from(pluginInvitations)
    .innerJoin(users, eq(pluginInvitations.email, sql`lower(${users.email})`))
    .where(
      and(
        eq(pluginInvitations.id, input.invitationId),
        gt(pluginInvitations.expiresAt, sql`now()`),
        eq(users.id, input.person.userId),
        isNotNull(users.emailVerifiedAt),
        isNull(users.suspendedAt),
      ),
    );
  return row ? { invitation: row.invitation, packageName: plugin.packageName } : null;
}

async function mayStillInvite(tx: Tx, { pluginId, invitedBy }: Invitation): Promise<boolean> {
  const sender = await actorFor(tx, { userId: invitedBy }, pluginId);
  if (sender.isSuspended) return false;
  return sender.role === "admin" || (await isOwner(tx, pluginId, invitedBy));
}

async function isOwner(tx: Tx, pluginId: number, userId: string): Promise<boolean> {
  const count = await tx.$count(
    pluginEditors,
    and(eq(pluginEditors.pluginId, pluginId), eq(pluginEditors.userId, userId), eq(pluginEditors.role, "owner")),
  );
  return count === 1;
}

/** Nobody loses by an offer: an owner who is offered a collaborator's part stays owner. */
async function join(tx: Tx, { pluginId, role, replacesInviter, invitedBy }: Invitation, userId: string): Promise<PluginEvent> {
  const insert = tx.insert(pluginEditors).values({ pluginId, userId, role });
  const target = [pluginEditors.pluginId, pluginEditors.userId];
  if (role === "collaborator") {
    await insert.onConflictDoNothing({ target });
    return "collaborator-joined";
  }
  await insert.onConflictDoUpdate({ target, set: { role: "owner" } });
  if (!replacesInviter) return "owner-joined";
  await tx
    .update(pluginEditors)
    .set({ role: "collaborator" })
    .where(and(eq(pluginEditors.pluginId, pluginId), eq(pluginEditors.userId, invitedBy)));
  return "ownership-handed-over";
}
