import { and, desc, eq, isNull, ne, sql } from "drizzle-orm";
import type { Executor, Tx } from "../context";
import { plugins, versions } from "../schema";

const UNIQUE_VIOLATION = "23505";

/**
 * The plugin's name follows its public version that became public last. Called by `transitionVersion` whenever a
 * version appears or disappears; without a public version the name stays as it is.
 */
export async function takePublicName(tx: Tx, pluginId: number): Promise<void> {
  const [newest] = await tx
    .select({ name: sql<string>`${versions.metadata}->>'name'` })
    .from(versions)
    .where(and(eq(versions.pluginId, pluginId), eq(versions.status, "approved")))
    .orderBy(desc(versions.approvedAt), desc(versions.id))
    .limit(1);
  if (newest?.name) await takeName(tx, pluginId, newest.name);
}

/** Gives the plugin this name, unless another one has it, whatever its case. @returns whether it has it now */
export async function takeName(tx: Tx, pluginId: number, name: string): Promise<boolean> {
  try {
    // In a step of its own: somebody who takes the name at the same moment must not undo what the caller wrote.
    await tx.transaction((step) =>
      step
        .update(plugins)
        .set({ name })
        .where(and(eq(plugins.id, pluginId), ne(plugins.name, name))),
    );
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

function isUniqueViolation(error: unknown): boolean {
  const cause = error instanceof Error && error.cause ? error.cause : error;
  return cause instanceof Error && "code" in cause && cause.code === UNIQUE_VIOLATION;
}

/** Package name of another plugin that is called so; also of a deleted one, as long as it can be restored. */
export async function findOtherWithName(db: Executor, name: string, exceptPluginId: number | null): Promise<string | null> {
  const [other] = await db
    .select({ packageName: plugins.packageName })
    .from(plugins)
    .where(
      and(
        sql`lower(${plugins.name}) = lower(${name})`,
        isNull(plugins.purgedAt),
        exceptPluginId === null ? undefined : ne(plugins.id, exceptPluginId),
      ),
    );
  return other?.packageName ?? null;
}
