import { and, eq, inArray, isNull, notExists, or, sql } from "drizzle-orm";
import type { Verdict } from "@/scanners/core/types";
import type { VerdictReason } from "@/scanners/core/verdict";
import type { Executor } from "../context";
import { artifactSources, plugins, scans, versions } from "../schema";
import { newestPublicVersions } from "./newest-public";

export interface BackrunTarget {
  versionId: number;
  packageName: string;
  version: string;
  /** A scan of the same kind that waits or runs already. */
  openScanId: string | null;
}

/**
 * The newest public version of each plugin, as far as the scan that its badge stands on is not a conclusive one by this
 * ruleset and engine: what an interrupted back-run did is not done again, what could not be checked is tried again. Nor as far as it is
 * older than the lists of files that are compared with other plugins'.
 */
export async function listBackrunTargets(db: Executor, by: { rulesetDigest: string; engineVersion: string }): Promise<BackrunTarget[]> {
  const newest = newestPublicVersions(db).as("newest");
  const sameEvaluation = and(eq(scans.rulesetDigest, by.rulesetDigest), eq(scans.engineVersion, by.engineVersion));
  const current = db
    .select({ one: sql`1` })
    .from(scans)
    .innerJoin(artifactSources, eq(artifactSources.artifactSha256, scans.artifactSha256))
    .where(and(sameEvaluation, eq(scans.id, versions.currentScanId), inArray(scans.verdict, ["passed", "advisory", "blocked"])));
  const open = db
    .select({ id: scans.id })
    .from(scans)
    .where(and(sameEvaluation, eq(scans.versionId, newest.versionId), isNull(scans.verdict), isNull(scans.supersededAt)))
    .limit(1);
  return db
    .select({
      versionId: newest.versionId,
      packageName: plugins.packageName,
      version: versions.version,
      openScanId: sql<string | null>`(${open})`,
    })
    .from(newest)
    .innerJoin(versions, eq(versions.id, newest.versionId))
    .innerJoin(plugins, eq(plugins.id, newest.pluginId))
    .where(notExists(current))
    .orderBy(newest.versionId);
}

export async function countNewestPublic(db: Executor): Promise<number> {
  return db.$count(newestPublicVersions(db).as("newest"));
}

export interface EndedScan {
  scanId: string;
  /** Null: superseded, it will never have one. */
  verdict: Verdict | null;
  reason: VerdictReason | null;
}

/** Those of the given scans that have ended. */
export async function listEndedScans(db: Executor, scanIds: readonly string[]): Promise<EndedScan[]> {
  if (scanIds.length === 0) return [];
  return db
    .select({ scanId: scans.id, verdict: scans.verdict, reason: scans.verdictReason })
    .from(scans)
    .where(and(inArray(scans.id, [...scanIds]), or(sql`${scans.verdict} is not null`, sql`${scans.supersededAt} is not null`)));
}
