import { and, eq, inArray, isNotNull, ne, sql } from "drizzle-orm";
import { CHECK_IDS, type CheckId, type PathClass, type Ruleset, type Severity, type Verdict } from "@/scanners/core/types";
import { type FindingDecision, shiftVerdict, type VerdictReason } from "@/scanners/core/verdict";
import { changedRules, derivedSeverity, rulesTurnedOn } from "@/scanners/ruleset/derive-severity";
import { ruleById } from "@/scanners/ruleset/rules";
import type { Executor } from "../context";
import { checkRuns, findingDecisions, findings, plugins, scans, versions } from "../schema";
import { listDecisionsInForce } from "./decisions";
import { newestPublicVersions } from "./newest-public";
import { getRulesetByDigest } from "./rulesets";

export interface BadgeChange {
  packageName: string;
  name: string;
  version: string;
  from: Verdict;
  to: Verdict;
  /** Findings of the changed rules. */
  findings: number;
}

export interface RulesetEffect {
  /** Published plugins that have been judged. */
  judged: number;
  /** Of these, with findings of the changed rules in their newest version. */
  concerned: number;
  changes: BadgeChange[];
  /** Plugins of which only a new scan can tell: findings of a rule were not kept, or the severity hangs on what is not stored. */
  untold: number;
}

interface Row extends Omit<BadgeChange, "to" | "findings"> {
  pluginId: number;
  scanId: string;
  rulesetDigest: string;
  reason: VerdictReason;
}

/** Findings of a scan that a verdict cannot tell apart; a fingerprint only where somebody may have decided about it. */
interface Group {
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

const ORDER: Record<Verdict, number> = { blocked: 0, inconclusive: 1, advisory: 2, passed: 3 };

/** What changed rules would do to the badges of what is published, counted from stored findings. Those that get worse first. */
export async function getRulesetEffect(db: Executor, before: Ruleset, after: Ruleset): Promise<RulesetEffect> {
  const judged = await listJudged(db);
  const ruleIds = changedRules(before, after);
  const groups = Map.groupBy(await listGroups(db, ruleIds), (group) => group.scanId);
  const omitting = await listOmitting(db, ruleIds);
  const rows = await listRows(db, new Set([...groups.keys(), ...omitting]));
  const decisions = await listDecisions(db, rows, ruleIds);
  const rulesets = await loadRulesets(db, rows);
  const isTold = certainty(before, after);
  const effect: RulesetEffect = { judged: judged.size, concerned: rows.length, changes: [], untold: 0 };
  for (const { pluginId, scanId, rulesetDigest, reason, ...shown } of rows) {
    judged.delete(scanId);
    const found = groups.get(scanId) ?? [];
    const judgedBy = rulesets.get(rulesetDigest) ?? before;
    const to = omitting.has(scanId) ? null : verdictOf(reason, found, judgedBy, after, decisions.get(pluginId));
    if (to === null || !isTold(to)) effect.untold += 1;
    else if (to !== shown.from) effect.changes.push({ ...shown, to, findings: found.reduce((sum, { count }) => sum + count, 0) });
  }
  for (const verdict of judged.values()) if (!isTold(verdict)) effect.untold += 1;
  effect.changes.sort((a, b) => ORDER[a.to] - ORDER[b.to] || b.findings - a.findings || (a.packageName < b.packageName ? -1 : 1));
  return effect;
}

/**
 * Findings of a rule that is switched on were never kept: there may be some in any plugin. They can only make a verdict worse, and not
 * worse than their rule is severe.
 */
function certainty(before: Ruleset, after: Ruleset): (verdict: Verdict) => boolean {
  const entries = rulesTurnedOn(before, after).flatMap((ruleId) => after.rules[ruleId] ?? []);
  const severities = entries.flatMap(({ severity, cases = [] }) => [severity, ...cases.map((one) => one.severity)]);
  if (severities.includes("critical")) return (verdict) => verdict === "blocked";
  if (severities.includes("warning")) return (verdict) => verdict !== "passed";
  return () => true;
}

function verdictOf(
  reason: VerdictReason,
  groups: readonly Group[],
  before: Ruleset,
  after: Ruleset,
  decisions: readonly FindingDecision[] = [],
): Verdict | null {
  const shifts: Parameters<typeof shiftVerdict>[1][number][] = [];
  for (const group of groups) {
    const to = derivedSeverity(before, after, group);
    if (to === "unknown") return null;
    const { checkId, ruleId, severity, isHidden, ruleSpecific, count } = group;
    const identity = { fingerprint: group.fingerprint ?? "", equalCount: group.equalCount ?? 1 };
    shifts.push({ finding: { checkId, ruleId, severity, ...identity, ...(isHidden ? { suppression: { ruleSpecific } } : {}) }, count, to });
  }
  return shiftVerdict(reason, shifts, decisions);
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

async function listJudged(db: Executor): Promise<Map<string, Verdict>> {
  const rows = await judgedPublic(db);
  return new Map(rows.map(({ scanId, verdict }) => [scanId, verdict ?? "inconclusive"]));
}

/** Each rule belongs to one check. Named in conditions too, for the index; all of them where this release no longer knows a rule. */
function checksOf(ruleIds: readonly string[]): CheckId[] {
  const known = ruleIds.map((ruleId) => ruleById(ruleId)?.checkId);
  return known.every((checkId) => checkId !== undefined) ? [...new Set(known)] : [...CHECK_IDS];
}

/** Counted by the database: of a common rule there are hundreds of thousands. */
async function listGroups(db: Executor, ruleIds: readonly string[]): Promise<Group[]> {
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
async function listOmitting(db: Executor, ruleIds: readonly string[]): Promise<Set<string>> {
  const judged = judgedPublic(db).as("judged");
  const rows = await db
    .selectDistinct({ scanId: checkRuns.scanId })
    .from(judged)
    .innerJoin(checkRuns, eq(checkRuns.scanId, judged.scanId))
    .where(sql`${checkRuns.omitted} <> '{}'::jsonb and ${checkRuns.omitted} ?| ${sql.param([...ruleIds])}::text[]`);
  return new Set(rows.map(({ scanId }) => scanId));
}

async function listRows(db: Executor, scanIds: ReadonlySet<string>): Promise<Row[]> {
  const rows = await db
    .select({
      pluginId: versions.pluginId,
      packageName: plugins.packageName,
      name: plugins.name,
      version: versions.version,
      from: versions.effectiveVerdict,
      reason: versions.effectiveReason,
      scanId: scans.id,
      rulesetDigest: scans.rulesetDigest,
    })
    .from(scans)
    .innerJoin(versions, eq(versions.currentScanId, scans.id))
    .innerJoin(plugins, eq(plugins.id, versions.pluginId))
    .where(sql`${scans.id} = any(${sql.param([...scanIds])}::uuid[])`);
  return rows.flatMap((row) => (row.from && row.reason ? [{ ...row, from: row.from, reason: row.reason }] : []));
}

/** Only of plugins in which somebody decided about a finding of the rules. */
async function listDecisions(db: Executor, rows: readonly Row[], ruleIds: readonly string[]): Promise<Map<number, FindingDecision[]>> {
  const decided = await db
    .selectDistinct({ pluginId: findingDecisions.pluginId })
    .from(findingDecisions)
    .where(inArray(findingDecisions.ruleId, [...ruleIds]));
  const concerned = new Set(rows.map((row) => row.pluginId));
  const ids = decided.map((row) => row.pluginId).filter((id) => concerned.has(id));
  const lists = new Map<number, FindingDecision[]>();
  for (const id of ids) lists.set(id, await listDecisionsInForce(db, id));
  return lists;
}

async function loadRulesets(db: Executor, rows: readonly Row[]): Promise<Map<string, Ruleset>> {
  const loaded = new Map<string, Ruleset>();
  for (const digest of new Set(rows.map((row) => row.rulesetDigest))) {
    const ruleset = await getRulesetByDigest(db, digest);
    if (ruleset) loaded.set(digest, ruleset);
  }
  return loaded;
}
