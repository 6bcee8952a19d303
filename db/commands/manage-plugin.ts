import { and, eq, isNull, sql } from "drizzle-orm";
import type { SignedIn } from "@/lib/domain/permissions";
import { type AppError, appError } from "@/lib/errors";
import type { Result } from "@/lib/result";
import type { Db, Tx } from "../context";
import { type PluginEvent, pluginEditors, pluginEvents, plugins } from "../schema";
import { actorFor } from "./actor";
import { inTransaction } from "./in-transaction";

export interface PluginRequest {
  person: Pick<SignedIn, "userId">;
  packageName: string;
  requestId?: string;
}

/** A plugin whose row is locked until the transaction ends: people come and go one after another. */
export interface ManagedPlugin {
  id: number;
  packageName: string;
  deletedAt: Date | null;
  /** Null: an administrator who does not edit it. */
  role: "owner" | "collaborator" | null;
  /** Owners and administrators decide about people and about the plugin itself. */
  mayManage: boolean;
}

/**
 * Runs `fn` on a plugin that the person edits or administers; for everybody else it does not exist. What the person may
 * do is read after the row is locked: an owner who is being removed at this moment decides nothing more.
 */
export function withPlugin<T>(
  db: Db,
  input: PluginRequest,
  fn: (tx: Tx, plugin: ManagedPlugin) => Promise<Result<T, AppError>>,
): Promise<Result<T, AppError>> {
  return inTransaction(db, async (tx) => {
    const plugin = await lockPlugin(tx, input);
    return plugin ? fn(tx, plugin) : appError("not-found", "There is no such plugin.");
  });
}

/** The same for owners and administrators only, on a plugin that is not deleted. */
export function withOwnPlugin<T>(
  db: Db,
  input: PluginRequest,
  fn: (tx: Tx, plugin: ManagedPlugin) => Promise<Result<T, AppError>>,
): Promise<Result<T, AppError>> {
  return withPlugin(db, input, async (tx, plugin) => {
    if (!plugin.mayManage) return appError("not-allowed", "Only the plugin's owners may do this.");
    if (plugin.deletedAt) return appError("conflict", "The plugin is deleted. Restore it first.");
    return fn(tx, plugin);
  });
}

async function lockPlugin(tx: Tx, { person, packageName }: PluginRequest): Promise<ManagedPlugin | null> {
  const [plugin] = await tx
    .select({ id: plugins.id, packageName: plugins.packageName, deletedAt: plugins.deletedAt })
    .from(plugins)
    .where(and(sql`lower(${plugins.packageName}) = lower(${packageName})`, isNull(plugins.purgedAt)))
    .for("update");
  if (!plugin) return null;
  const actor = await actorFor(tx, person, plugin.id);
  if (actor.isSuspended || !(actor.isEditor || actor.role === "admin")) return null;
  const [editor] = await tx
    .select({ role: pluginEditors.role })
    .from(pluginEditors)
    .where(and(eq(pluginEditors.pluginId, plugin.id), eq(pluginEditors.userId, person.userId)));
  const role = editor?.role ?? null;
  return { ...plugin, role, mayManage: role === "owner" || actor.role === "admin" };
}

/** One line of a plugin's history, in the caller's transaction. Without a person it was the system. @returns its id */
export async function appendPluginEvent(
  tx: Tx,
  input: {
    pluginId: number;
    event: PluginEvent;
    person: Pick<SignedIn, "userId"> | null;
    subjectId?: string;
    reason?: string;
    requestId?: string;
  },
): Promise<number> {
  const { pluginId, event, person, subjectId, reason, requestId } = input;
  const [row] = await tx
    .insert(pluginEvents)
    .values({
      pluginId,
      event,
      actorKind: person ? "person" : "system",
      actorId: person?.userId ?? null,
      subjectId: subjectId ?? null,
      reason: reason ?? null,
      isReasonTold: reason !== undefined,
      requestId: requestId ?? null,
    })
    .returning({ id: pluginEvents.id });
  return (row as { id: number }).id;
}
