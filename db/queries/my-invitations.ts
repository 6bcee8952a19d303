import { and, asc, desc, eq, gt, isNotNull, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { isStillRestorable } from "../commands/purge-plugins";
import type { Executor } from "../context";
import { pluginEditors, pluginInvitations, plugins, users } from "../schema";
import { restorableUntil } from "./manage-plugin";

export interface MyInvitation {
  id: string;
  packageName: string;
  name: string;
  role: "owner" | "collaborator";
  invitedBy: string;
  expiresAt: Date;
}

/** Offers to the person's own address, which must be a verified one. */
export async function listMyInvitations(db: Executor, userId: string): Promise<MyInvitation[]> {
  const sender = alias(users, "sender");
  return db
    .select({
      id: pluginInvitations.id,
      packageName: plugins.packageName,
      name: plugins.name,
      role: pluginInvitations.role,
      invitedBy: sender.name,
      expiresAt: pluginInvitations.expiresAt,
    })
    .from(users)
    .innerJoin(pluginInvitations, eq(pluginInvitations.email, sql`lower(${users.email})`))
    .innerJoin(plugins, and(eq(plugins.id, pluginInvitations.pluginId), isNull(plugins.deletedAt)))
    .innerJoin(sender, eq(sender.id, pluginInvitations.invitedBy))
    .where(and(eq(users.id, userId), isNotNull(users.emailVerifiedAt), gt(pluginInvitations.expiresAt, sql`now()`)))
    .orderBy(asc(pluginInvitations.createdAt));
}

export interface MyDeletedPlugin {
  packageName: string;
  name: string;
  role: "owner" | "collaborator";
  restorableUntil: Date;
}

/** Plugins of the person that were deleted and can still be restored. */
export async function listMyDeletedPlugins(db: Executor, userId: string): Promise<MyDeletedPlugin[]> {
  const rows = await db
    .select({ packageName: plugins.packageName, name: plugins.name, role: pluginEditors.role, deletedAt: plugins.deletedAt })
    .from(pluginEditors)
    .innerJoin(plugins, eq(plugins.id, pluginEditors.pluginId))
    .where(and(eq(pluginEditors.userId, userId), isStillRestorable()))
    .orderBy(desc(plugins.deletedAt));
  return rows.flatMap(({ deletedAt, ...row }) => {
    const until = restorableUntil(deletedAt);
    return until ? [{ ...row, restorableUntil: until }] : [];
  });
}
