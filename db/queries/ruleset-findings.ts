import { and, eq, inArray, isNotNull, ne, sql } from "drizzle-orm";
import { CHECK_IDS, type CheckId, type PathClass, type Severity, type Verdict } from "@/scanners/core/types";
import { ruleById } from "@/scanners/ruleset/rules";
import type { Executor } from "../context";
import { checkRuns, findingDecisions, findings, scans, versions } from "../schema";
import { newestPublicVersions } from "./newest-public";

/** Findings of a scan that a verdict cannot tell apart; a fingerprint only where somebody may have decided about it. */
export interface FindingGroup {
  scanId: string;
  checkId: CheckId;
  ruleId: string;
  severity: Severity;
  toolSeverity: "high" | "medium" | "low" | null;
  pathClass: PathClass;
  isHidden: boolean;
  ruleSpecific: boolean;
  fingerprint: string | null;
  equalCount: number | null;
  count: number;
}

/** What badges speak of, as far as it was judged to the end. */
const judgedPublic = (db: Executor) => {
  const newest = newestPublicVersions(db).as("newest");
  return db
    .select({ pluginId: versions.pluginId, scanId: sql<string>`${scans.id}`.as("judged_scan_id"), verdict: versions.effectiveVerdict })
    .from(newest)
    .innerJoin(versions, eq(versions.id, newest.versionId))
    .innerJoin(scans, and(eq(scans.id, versions.currentScanId), isNotNull(scans.verdict), ne(scans.verdict, "inconclusive")));
};

/** Published plugins by the scan of their newest version, with their verdict. */
export async function listJudged(db: Executor): Promise<Map<string, Verdict>> {
  const rows = await judgedPublic(db);
  return new Map(rows.map(({ scanId, verdict }) => [scanId, verdict ?? "inconclusive"]));
}

/** Each rule belongs to one check. Named in conditions too, for the index; all of them where this release no longer knows a rule. */
function checksOf(ruleIds: readonly string[]): CheckId[] {
  const known = ruleIds.map((ruleId) => ruleById(ruleId)?.checkId);
  return known.every((checkId) => checkId !== undefined) ? [...new Set(known)] : [...CHECK_IDS];
}

/** Counted by the database: of a common rule there are hundreds of thousands. */
export async function listFindingGroups(db: Executor, ruleIds: readonly string[]): Promise<FindingGroup[]> {
  const judged = judgedPublic(db).as("judged");
  const decided = db
    .selectDistinct({ pluginId: findingDecisions.pluginId, fingerprint: findingDecisions.fingerprint })
    .from(findingDecisions)
    .where(inArray(findingDecisions.ruleId, [...ruleIds]))
    .as("decided");
  const kind = {
    scanId: findings.scanId,
    checkId: findings.checkId,
    ruleId: findings.ruleId,
    severity: findings.severity,
    toolSeverity: findings.toolSeverity,
    pathClass: findings.pathClass,
    isHidden: sql<boolean>`${findings.suppression} is not null`,
    ruleSpecific: sql<boolean>`coalesce((${findings.suppression} ->> 'ruleSpecific')::boolean, false)`,
    fingerprint: decided.fingerprint,
    equalCount: sql<number | null>`case when ${decided.fingerprint} is not null then ${findings.equalCount} end`,
  };
  return db
    .select({ ...kind, count: sql<number>`count(*)::int` })
    .from(judged)
    .innerJoin(findings, eq(findings.scanId, judged.scanId))
    .leftJoin(decided, and(eq(decided.pluginId, judged.pluginId), eq(decided.fingerprint, findings.fingerprint)))
    .where(and(inArray(findings.checkId, checksOf(ruleIds)), inArray(findings.ruleId, [...ruleIds])))
    .groupBy(...Object.values(kind));
}

/** Scans that found more of a rule than is kept. */
export async function listOmitting(db: Executor, ruleIds: readonly string[]): Promise<Set<string>> {
  const judged = judgedPublic(db).as("judged");
  const rows = await db
    .selectDistinct({ scanId: checkRuns.scanId })
    .from(judged)
    .innerJoin(checkRuns, eq(checkRuns.scanId, judged.scanId))
    .where(sql`${checkRuns.omitted} <> '{}'::jsonb and ${checkRuns.omitted} ?| ${sql.param([...ruleIds])}::text[]`);
  return new Set(rows.map(({ scanId }) => scanId));
}
