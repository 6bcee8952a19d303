import { and, count, eq, isNull, sql } from "drizzle-orm";
import type { Executor } from "../context";
import { plugins, scans, versions } from "../schema";
import { publicPlugins } from "./catalogue";

export interface CatalogueNumbers {
  plugins: number;
  /** Public versions whose checks have run to their end. */
  versionsChecked: number;
  /** Badges of the plugins. */
  green: number;
  greenWithAdvice: number;
  red: number;
  /** Median time from upload to verdict of the last 200 scans, in milliseconds; null before the first. */
  medianScanMs: number | null;
}

export async function getCatalogueNumbers(db: Executor): Promise<CatalogueNumbers> {
  const newest = publicPlugins(db);
  const [badges] = await db
    .select({
      plugins: count(),
      green: sql<number>`(count(*) filter (where ${newest.verdict} = 'passed'))::int`,
      greenWithAdvice: sql<number>`(count(*) filter (where ${newest.verdict} = 'advisory'))::int`,
      red: sql<number>`(count(*) filter (where ${newest.verdict} = 'blocked'))::int`,
    })
    .from(newest);
  const [checked] = await db
    .select({ versionsChecked: count() })
    .from(versions)
    .innerJoin(plugins, eq(plugins.id, versions.pluginId))
    .where(and(eq(versions.status, "approved"), isNull(plugins.deletedAt), sql`${versions.effectiveVerdict} <> 'inconclusive'`));
  const recent = db
    .select({ ms: sql<number>`extract(epoch from (${scans.concludedAt} - ${scans.queuedAt})) * 1000`.as("ms") })
    .from(scans)
    .where(and(eq(scans.kind, "upload"), isNull(scans.derivedFrom), sql`${scans.concludedAt} is not null`))
    .orderBy(sql`${scans.concludedAt} desc`)
    .limit(200)
    .as("recent");
  const [speed] = await db
    .select({ medianScanMs: sql<number | null>`percentile_cont(0.5) within group (order by ${recent.ms})` })
    .from(recent);
  return {
    plugins: badges?.plugins ?? 0,
    green: badges?.green ?? 0,
    greenWithAdvice: badges?.greenWithAdvice ?? 0,
    red: badges?.red ?? 0,
    versionsChecked: checked?.versionsChecked ?? 0,
    medianScanMs: speed?.medianScanMs ?? null,
  };
}
