import { and, eq, isNull } from "drizzle-orm";
import type { Actor, SignedIn } from "@/lib/domain/permissions";
import type { Executor } from "../context";
import { pluginEditors, users } from "../schema";

/**
 * The person as an actor on one plugin. Role, suspension and editorship are read again here, inside the caller's
 * transaction: a session that was opened before a suspension or a demotion gives no rights.
 */
export async function actorFor(
  db: Executor,
  person: Pick<SignedIn, "userId">,
  pluginId: number | null,
): Promise<Extract<Actor, { kind: "person" }>> {
  const [row] = await db
    .select({ role: users.role, suspendedAt: users.suspendedAt, editor: pluginEditors.userId })
    .from(users)
    .leftJoin(pluginEditors, and(eq(pluginEditors.userId, users.id), eq(pluginEditors.pluginId, pluginId ?? -1)))
    .where(eq(users.id, person.userId));
  return {
    kind: "person",
    userId: person.userId,
    role: row?.role ?? "user",
    isEditor: Boolean(row?.editor),
    isSuspended: !row || row.suspendedAt !== null,
  };
}

export const SYSTEM: Actor = { kind: "system" };

/** Editors who get mail about a plugin: suspended people get none. */
export async function listEditorIds(db: Executor, pluginId: number): Promise<string[]> {
  const rows = await db
    .select({ id: users.id })
    .from(pluginEditors)
    .innerJoin(users, eq(users.id, pluginEditors.userId))
    .where(and(eq(pluginEditors.pluginId, pluginId), isNull(users.suspendedAt)));
  return rows.map((row) => row.id);
}
