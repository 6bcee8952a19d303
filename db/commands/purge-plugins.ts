import { and, eq, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import { log } from "@/lib/logger";
import type { Db, Tx } from "../context";
import { apiTokens, findingDecisions, pluginEvents, pluginInvitations, plugins, scans, versionEvents, versions } from "../schema";
import { SYSTEM } from "./actor";
import { appendPluginEvent } from "./manage-plugin";
import { RESERVED_DAYS } from "./reserve-plugin";
import { appendEvent } from "./transition-version";

/** How long a deleted plugin can be restored. */
export const RESTORABLE_DAYS = 30;

/** Needs `plugins` in the query. */
export const isStillRestorable = (): SQL => sql`${plugins.deletedAt} > now() - make_interval(days => ${RESTORABLE_DAYS})`;

/** Deleted so long ago that nobody can restore it. What was deleted elsewhere, before it was imported, stays as it came. */
const isOverdue = () =>
  and(
    isNull(plugins.purgedAt),
    isNotNull(plugins.deletedAt),
    sql`not (${isStillRestorable()})`,
    or(
      isNull(plugins.importedFrom),
      sql`exists (select 1 from ${pluginEvents} e where e.plugin_id = ${plugins.id} and e.event = 'deleted')`,
    ),
  );

/** When names without a version are free again: long after the last thing that happened to them. Needs `plugins` in the query. */
export const unusedUntil = (): SQL<Date> =>
  sql`greatest(${plugins.createdAt},
    (select max(e.at) from ${pluginEvents} e where e.plugin_id = ${plugins.id}),
    (select max(e.at) from ${versionEvents} e where e.plugin_id = ${plugins.id})) + make_interval(days => ${RESERVED_DAYS})`.mapWith(
    plugins.createdAt,
  );

/** Holds names without any version, and nothing happened to it for long. Not what an import brought: its versions may be on their way. */
const isUnused = () =>
  and(
    isNull(plugins.deletedAt),
    isNull(plugins.importedFrom),
    sql`not exists (select 1 from ${versions} where ${versions.pluginId} = ${plugins.id})`,
    sql`${unusedUntil()} < now()`,
  );

/**
 * Ends what is past its time: plugins deleted more than 30 days ago, and names that were held for 90 days without an upload.
 * What was public once leaves its public versions, for those who look into an incident, and its package name, which
 * nobody gets again (docs/adr/0019); everything else goes. One transaction each, so one that fails stops no other.
 *
 * @returns how many there were
 */
export async function purgePlugins(db: Db): Promise<number> {
  const due = await db.select({ id: plugins.id, packageName: plugins.packageName }).from(plugins).where(or(isOverdue(), isUnused()));
  let purged = 0;
  for (const { id, packageName } of due) {
    try {
      if (await db.transaction((tx) => purgeOne(tx, id, packageName))) purged += 1;
    } catch (error) {
      log.error("plugin.purge.failed", error, { pluginId: id });
    }
  }
  return purged;
}

async function purgeOne(tx: Tx, pluginId: number, packageName: string): Promise<boolean> {
  // An upload that fills a reserved name at this moment goes first or finds no plugin.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`upload:${packageName.toLowerCase()}`}, 0))`);
  const [plugin] = await tx
    .select({ deletedAt: plugins.deletedAt })
    .from(plugins)
    .where(and(eq(plugins.id, pluginId), or(isOverdue(), isUnused())))
    .for("update");
  if (!plugin) return false;
  const [published] = await tx
    .select({ id: versions.id })
    .from(versions)
    .where(and(eq(versions.pluginId, pluginId), isNotNull(versions.firstApprovedAt)))
    .limit(1);
  if (published) await leaveTombstone(tx, pluginId);
  else await removePlugin(tx, pluginId);
  await appendPluginEvent(tx, { pluginId, event: plugin.deletedAt ? "purged" : "released", person: null });
  return true;
}

/** Tokens end and offers lapse; drafts go. The files of what is gone are swept when no row names them. */
async function leaveTombstone(tx: Tx, pluginId: number): Promise<void> {
  await removeDrafts(tx, pluginId);
  await tx.delete(pluginInvitations).where(eq(pluginInvitations.pluginId, pluginId));
  await tx
    .update(apiTokens)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(apiTokens.pluginId, pluginId), isNull(apiTokens.revokedAt)));
  await tx.update(plugins).set({ purgedAt: sql`now()` }).where(eq(plugins.id, pluginId));
}

/** A plugin that was never public, with everything that belongs to it but its history. Its names are free afterwards. */
export async function removePlugin(tx: Tx, pluginId: number): Promise<void> {
  await removeDrafts(tx, pluginId);
  await tx.delete(findingDecisions).where(eq(findingDecisions.pluginId, pluginId));
  await tx.delete(scans).where(eq(scans.pluginId, pluginId));
  // A version that was public once would stop this here.
  await tx.delete(plugins).where(eq(plugins.id, pluginId));
}

async function removeDrafts(tx: Tx, pluginId: number): Promise<void> {
  const drafts = await tx
    .delete(versions)
    .where(and(eq(versions.pluginId, pluginId), isNull(versions.firstApprovedAt)))
    .returning();
  for (const version of drafts)
    await appendEvent(tx, { version, event: "delete-draft", actor: SYSTEM, from: version.status, to: "deleted" });
}
