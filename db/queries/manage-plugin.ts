import { and, asc, desc, eq, gt, isNotNull, isNull, ne, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { SignedIn } from "@/lib/domain/permissions";
import type { VersionStatus } from "@/lib/domain/version-status";
import { isStillRestorable, RESTORABLE_DAYS, unusedUntil } from "../commands/purge-plugins";
import type { Executor } from "../context";
import { type PluginEvent, pluginEditors, pluginEvents, pluginInvitations, plugins, users, versions } from "../schema";

const HISTORY_SHOWN = 50;

export interface Maintainer {
  userId: string;
  name: string;
  role: "owner" | "collaborator";
  isSuspended: boolean;
  since: Date;
}

export interface OpenInvitation {
  id: string;
  email: string;
  role: "owner" | "collaborator";
  replacesInviter: boolean;
  invitedBy: string;
  expiresAt: Date;
}

/** A version that will give the plugin another name when it becomes public, or wanted to. */
export interface Renaming {
  version: string;
  status: VersionStatus;
  name: string;
  /** Package name of the plugin that has this name. */
  takenBy: string | null;
}

export interface ManagedPluginPage {
  pluginId: number;
  packageName: string;
  name: string;
  /** Null: an administrator who does not edit it. */
  role: "owner" | "collaborator" | null;
  mayManage: boolean;
  versions: number;
  wasEverPublic: boolean;
  /** When names without any version are free again; null for an imported plugin, whose versions may be on their way. */
  reservedUntil: Date | null;
  /** Set while the plugin is deleted and can be restored. */
  restorableUntil: Date | null;
  people: Maintainer[];
  /** Empty for collaborators. */
  invitations: OpenInvitation[];
  renamings: Renaming[];
  history: { at: Date; event: PluginEvent; actorName: string | null; subjectName: string | null; reason: string | null }[];
}

/** What the people of a plugin may see and change about it; null for everybody else, as if it did not exist. */
export async function getManagedPlugin(db: Executor, person: SignedIn, packageName: string): Promise<ManagedPluginPage | null> {
  const [row] = await db
    .select({ plugin: plugins, role: pluginEditors.role, unusedUntil: unusedUntil() })
    .from(plugins)
    .leftJoin(pluginEditors, and(eq(pluginEditors.pluginId, plugins.id), eq(pluginEditors.userId, person.userId)))
    .where(
      and(
        sql`lower(${plugins.packageName}) = lower(${packageName})`,
        or(isNull(plugins.deletedAt), isStillRestorable()),
        person.role === "admin" ? undefined : isNotNull(pluginEditors.userId),
      ),
    );
  if (!row || person.isSuspended) return null;
  const { plugin, role } = row;
  const mayManage = role === "owner" || person.role === "admin";
  const counts = await countVersions(db, plugin.id);
  return {
    pluginId: plugin.id,
    packageName: plugin.packageName,
    name: plugin.name,
    role,
    mayManage,
    restorableUntil: restorableUntil(plugin.deletedAt),
    reservedUntil: counts.versions === 0 && plugin.importedFrom === null ? row.unusedUntil : null,
    ...counts,
    people: await listMaintainers(db, plugin.id),
    invitations: mayManage ? await listInvitations(db, plugin.id) : [],
    renamings: await listRenamings(db, plugin),
    history: await listHistory(db, plugin.id, person),
  };
}

/** The moment until which a plugin deleted at that time can be restored. */
export function restorableUntil(deletedAt: Date | null): Date | null {
  return deletedAt && new Date(deletedAt.getTime() + RESTORABLE_DAYS * 24 * 60 * 60 * 1000);
}

async function countVersions(db: Executor, pluginId: number) {
  const [row] = await db
    .select({
      versions: sql<number>`count(*)::int`,
      wasEverPublic: sql<boolean>`coalesce(bool_or(${versions.firstApprovedAt} is not null), false)`,
    })
    .from(versions)
    .where(eq(versions.pluginId, pluginId));
  return row ?? { versions: 0, wasEverPublic: false };
}

async function listMaintainers(db: Executor, pluginId: number): Promise<Maintainer[]> {
  return db
    .select({
      userId: users.id,
      name: users.name,
      role: pluginEditors.role,
      isSuspended: sql<boolean>`${users.suspendedAt} is not null`,
      since: pluginEditors.createdAt,
    })
    .from(pluginEditors)
    .innerJoin(users, eq(users.id, pluginEditors.userId))
    .where(eq(pluginEditors.pluginId, pluginId))
    .orderBy(asc(pluginEditors.role), asc(pluginEditors.createdAt));
}

async function listInvitations(db: Executor, pluginId: number): Promise<OpenInvitation[]> {
  return db
    .select({
      id: pluginInvitations.id,
      email: pluginInvitations.email,
      role: pluginInvitations.role,
      replacesInviter: pluginInvitations.replacesInviter,
      invitedBy: users.name,
      expiresAt: pluginInvitations.expiresAt,
    })
    .from(pluginInvitations)
    .innerJoin(users, eq(users.id, pluginInvitations.invitedBy))
    .where(and(eq(pluginInvitations.pluginId, pluginId), gt(pluginInvitations.expiresAt, sql`now()`)))
    .orderBy(asc(pluginInvitations.createdAt));
}

async function listRenamings(db: Executor, plugin: typeof plugins.$inferSelect): Promise<Renaming[]> {
  const other = alias(plugins, "other");
  const name = sql<string>`${versions.metadata}->>'name'`;
  return db
    .select({ version: versions.version, status: versions.status, name, takenBy: other.packageName })
    .from(versions)
    .leftJoin(other, and(sql`lower(${other.name}) = lower(${name})`, ne(other.id, plugin.id), isNull(other.purgedAt)))
    .where(
      and(
        eq(versions.pluginId, plugin.id),
        or(isNull(versions.firstApprovedAt), eq(versions.status, "withdrawn")),
        sql`${name} <> ${plugin.name}`,
      ),
    )
    .orderBy(desc(versions.uploadedAt), desc(versions.id));
}

async function listHistory(db: Executor, pluginId: number, { role }: SignedIn): Promise<ManagedPluginPage["history"]> {
  const subject = alias(users, "subject");
  const told = sql<string | null>`case when ${pluginEvents.isReasonTold} then ${pluginEvents.reason} end`;
  return db
    .select({
      at: pluginEvents.at,
      event: pluginEvents.event,
      actorName: users.name,
      subjectName: subject.name,
      reason: role === "admin" ? pluginEvents.reason : told,
    })
    .from(pluginEvents)
    .leftJoin(users, eq(users.id, pluginEvents.actorId))
    .leftJoin(subject, eq(subject.id, pluginEvents.subjectId))
    .where(eq(pluginEvents.pluginId, pluginId))
    .orderBy(desc(pluginEvents.id))
    .limit(HISTORY_SHOWN);
}
