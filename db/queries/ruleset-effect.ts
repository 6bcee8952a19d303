import { eq, inArray, sql } from "drizzle-orm";
import type { Ruleset, Verdict } from "@/scanners/core/types";
import { type FindingDecision, shiftVerdict, type VerdictReason } from "@/scanners/core/verdict";
import { changedRules, derivedSeverity, rulesTurnedOn } from "@/scanners/ruleset/derive-severity";
import type { Executor } from "../context";
import { findingDecisions, plugins, scans, versions } from "../schema";
import { listDecisionsInForce } from "./decisions";
import { type FindingGroup, listFindingGroups, listJudged, listOmitting } from "./ruleset-findings";
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

const ORDER: Record<Verdict, number> = { blocked: 0, inconclusive: 1, advisory: 2, passed: 3 };

/** What changed rules would do to the badges of what is published, counted from stored findings. Those that get worse first. */
export async function getRulesetEffect(db: Executor, before: Ruleset, after: Ruleset): Promise<RulesetEffect> {
  const ruleIds = changedRules(before, after);
  const [judged, found, omitting] = await Promise.all([listJudged(db), listFindingGroups(db, ruleIds), listOmitting(db, ruleIds)]);
  const groups = Map.groupBy(found, (group) => group.scanId);
  const rows = await listRows(db, new Set([...groups.keys(), ...omitting]));
  const decisions = await listDecisions(db, rows, ruleIds);
  const rulesets = await loadRulesets(db, rows);
  const isTold = certainty(before, after);
  const severityOf = rememberedSeverity(after);
  const effect: RulesetEffect = { judged: judged.size, concerned: rows.length, changes: [], untold: 0 };
  for (const { pluginId, scanId, rulesetDigest, reason, ...shown } of rows) {
    judged.delete(scanId);
    const own = groups.get(scanId) ?? [];
    const severityBy = (group: FindingGroup) => severityOf(rulesets.get(rulesetDigest) ?? before, group);
    const to = omitting.has(scanId) ? null : verdictOf(reason, own, severityBy, decisions.get(pluginId));
    if (to === null || !isTold(to)) effect.untold += 1;
    else if (to !== shown.from) effect.changes.push({ ...shown, to, findings: own.reduce((sum, { count }) => sum + count, 0) });
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

/** Thousands of groups are of a few dozen kinds. */
function rememberedSeverity(after: Ruleset): (before: Ruleset, group: FindingGroup) => ReturnType<typeof derivedSeverity> {
  const known = new Map<string, ReturnType<typeof derivedSeverity>>();
  return (before, group) => {
    const key = [before.digest, group.ruleId, group.severity, group.toolSeverity, group.pathClass].join();
    const severity = known.has(key) ? known.get(key) : derivedSeverity(before, after, group);
    known.set(key, severity ?? null);
    return severity ?? null;
  };
}

function verdictOf(
  reason: VerdictReason,
  groups: readonly FindingGroup[],
  severityBy: (group: FindingGroup) => ReturnType<typeof derivedSeverity>,
  decisions: readonly FindingDecision[] = [],
): Verdict | null {
  const shifts: Parameters<typeof shiftVerdict>[1][number][] = [];
  for (const group of groups) {
    const to = severityBy(group);
    if (to === "unknown") return null;
    const { checkId, ruleId, severity, isHidden, ruleSpecific, count } = group;
    const identity = { fingerprint: group.fingerprint ?? "", equalCount: group.equalCount ?? 1 };
    shifts.push({ finding: { checkId, ruleId, severity, ...identity, ...(isHidden ? { suppression: { ruleSpecific } } : {}) }, count, to });
  }
  return shiftVerdict(reason, shifts, decisions);
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
