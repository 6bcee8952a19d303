import { and, desc, eq, isNotNull, sql } from "drizzle-orm";
import type { HarmlessOutcome } from "@/lib/domain/harmless-lane";
import type { Executor } from "../context";
import { harmlessChecks, plugins, versions } from "../schema";

/** Days that the lane's page looks back. */
export const HARMLESS_LANE_DAYS = 30;

const isRecent = sql`${harmlessChecks.comparedAt} > now() - make_interval(days => ${HARMLESS_LANE_DAYS})`;

export type HarmlessCounts = Record<HarmlessOutcome, number>;

export async function countHarmlessOutcomes(db: Executor): Promise<HarmlessCounts> {
  const counts: HarmlessCounts = { approved: 0, "would-approve": 0, drawn: 0, "not-harmless": 0, refused: 0 };
  const rows = await db
    .select({ outcome: harmlessChecks.outcome, count: sql<number>`count(*)::int` })
    .from(harmlessChecks)
    .where(and(isRecent, isNotNull(harmlessChecks.outcome)))
    .groupBy(harmlessChecks.outcome);
  for (const { outcome, count } of rows) if (outcome) counts[outcome] = count;
  return counts;
}

export interface HarmlessCase {
  scanId: string;
  pluginName: string;
  packageName: string;
  version: string;
  versionId: number;
  outcome: HarmlessOutcome;
  reason: string;
  comparedAt: Date;
}

/** What the lane decided last, newest first. Versions that were deleted since are left out. */
export async function listHarmlessCases(db: Executor, limit = 50): Promise<HarmlessCase[]> {
  const rows = await db
    .select({
      scanId: harmlessChecks.scanId,
      pluginName: plugins.name,
      packageName: plugins.packageName,
      version: versions.version,
      versionId: versions.id,
      outcome: harmlessChecks.outcome,
      reason: harmlessChecks.reason,
      comparedAt: harmlessChecks.comparedAt,
    })
    .from(harmlessChecks)
    .innerJoin(versions, eq(versions.id, harmlessChecks.versionId))
    .innerJoin(plugins, eq(plugins.id, harmlessChecks.pluginId))
    .where(and(isRecent, isNotNull(harmlessChecks.outcome)))
    .orderBy(desc(harmlessChecks.comparedAt))
    .limit(limit);
  return rows.map((row) => ({ ...row, outcome: row.outcome as HarmlessOutcome, reason: row.reason ?? "" }));
}
