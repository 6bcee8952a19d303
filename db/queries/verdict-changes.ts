import { and, asc, eq, exists, inArray, notExists, or, type SQL, sql } from "drizzle-orm";
import type { VersionStatus } from "@/lib/domain/version-status";
import type { VerdictReason } from "@/scanners/core/verdict";
import type { Executor } from "../context";
import { pluginEditors, plugins, verdictChanges, versions } from "../schema";
import { asUuid } from "./mail-subject-ids";

export interface TurnedVersion {
  versionId: number;
  packageName: string;
  pluginName: string;
  version: string;
  status: VersionStatus;
  reason: VerdictReason | null;
}

const isPublicAndBad = () => and(eq(versions.status, "approved"), inArray(versions.effectiveVerdict, ["blocked", "inconclusive"]));

/** Public versions among what was told together that are still not clean, of plugins that this person edits. The worst first. */
export const listOwnTurned = (db: Executor, batch: string, userId: string): Promise<TurnedVersion[]> =>
  list(db, batch, and(isPublicAndBad(), exists(editorship(db, userId))));

/** Among what was told together, what still waits for this approver: not what they edit. */
export const listTurnedForReview = (db: Executor, batch: string, userId: string): Promise<TurnedVersion[]> =>
  list(db, batch, and(or(isPublicAndBad(), inArray(versions.status, ["validated", "inconclusive"])), notExists(editorship(db, userId))));

const editorship = (db: Executor, userId: string) =>
  db
    .select({ one: sql`1` })
    .from(pluginEditors)
    .where(and(eq(pluginEditors.pluginId, versions.pluginId), eq(pluginEditors.userId, userId)));

async function list(db: Executor, batch: string, condition: SQL | undefined): Promise<TurnedVersion[]> {
  if (asUuid(batch) === null) return [];
  const told = db.select({ id: verdictChanges.versionId }).from(verdictChanges).where(eq(verdictChanges.toldIn, batch));
  const critical = sql`coalesce((${versions.effectiveReason} -> 'open' ->> 'critical')::int, 0)`;
  const rows = await db
    .select({
      versionId: versions.id,
      packageName: plugins.packageName,
      pluginName: plugins.name,
      metadata: versions.metadata,
      version: versions.version,
      status: versions.status,
      reason: versions.effectiveReason,
    })
    .from(versions)
    .innerJoin(plugins, eq(plugins.id, versions.pluginId))
    .where(and(inArray(versions.id, told), condition))
    .orderBy(sql`${critical} desc`, asc(plugins.packageName), asc(versions.id));
  return rows.map(({ metadata, ...row }) => ({ ...row, pluginName: metadata.name || row.pluginName }));
}
