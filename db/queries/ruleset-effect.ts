import { and, eq, inArray, isNotNull, ne, sql } from "drizzle-orm";
import type { Ruleset, Severity, Verdict } from "@/scanners/core/types";
import { type FindingDecision, shiftVerdict, type VerdictReason } from "@/scanners/core/verdict";
import { derivedSeverity, rulesTurnedOn } from "@/scanners/ruleset/derive-severity";
import type { Executor } from "../context";
import { checkRuns, findingDecisions, findings, plugins, scans, versions } from "../schema";
import { listDecisionsInForce } from "./decisions";
import { newestPublicVersions } from "./newest-public";
import { getRulesetByDigest } from "./rulesets";
import { type FindingRow, toVerdictFinding } from "./scan-result";

export interface BadgeChange {
  packageName: string;
  name: string;
  version: string;
  from: Verdict;
  to: Verdict;
  /** Findings of the rule. */
  findings: number;
}

export interface RuleEffect {
  /** Published plugins that have been judged. */
  judged: number;
  /** Of these, with findings of the rule in their newest version. */
  concerned: number;
  changes: BadgeChange[];
  /** Plugins of which only a new scan can tell: findings of the rule were not kept, or the severity hangs on what is not stored. */
  untold: number;
}

interface Row extends Omit<BadgeChange, "to" | "findings"> {
  pluginId: number;
  scanId: string;
  rulesetDigest: string;
  reason: VerdictReason;
  hasOmitted: boolean;
}

const ORDER: Record<Verdict, number> = { blocked: 0, inconclusive: 1, advisory: 2, passed: 3 };

/** What a changed rule would do to the badges of what is published, counted from stored findings. Those that get worse first. */
export async function getRuleEffect(db: Executor, before: Ruleset, after: Ruleset, ruleId: string): Promise<RuleEffect> {
  const judged = await db.$count(judgedPublic(db).as("judged"));
  // Whether a plugin has any was never written down.
  if (rulesTurnedOn(before, after).includes(ruleId)) return { judged, concerned: 0, changes: [], untold: judged };
  const rows = await listConcerned(db, ruleId);
  const byScan = Map.groupBy(await listFindings(db, rows, ruleId), (finding) => finding.scanId);
  const decisions = await listDecisions(db, rows, ruleId);
  const rulesets = await loadRulesets(db, rows);
  const effect: RuleEffect = { judged, concerned: rows.length, changes: [], untold: 0 };
  for (const row of rows) {
    const found = byScan.get(row.scanId) ?? [];
    const to = row.hasOmitted ? null : verdictOf(row, found, rulesets.get(row.rulesetDigest) ?? before, after, decisions.get(row.pluginId));
    if (to === null) effect.untold += 1;
    else if (to !== row.from)
      effect.changes.push({
        packageName: row.packageName,
        name: row.name,
        version: row.version,
        from: row.from,
        to,
        findings: found.length,
      });
  }
  effect.changes.sort((a, b) => ORDER[a.to] - ORDER[b.to] || b.findings - a.findings || (a.packageName < b.packageName ? -1 : 1));
  return effect;
}

function verdictOf(
  row: Row,
  found: readonly FindingRow[],
  before: Ruleset,
  after: Ruleset,
  decisions: readonly FindingDecision[] = [],
): Verdict | null {
  const shifts: { finding: ReturnType<typeof toVerdictFinding>; to: Severity | null }[] = [];
  for (const finding of found) {
    const to = derivedSeverity(before, after, finding);
    if (to === "unknown") return null;
    shifts.push({ finding: toVerdictFinding(finding), to });
  }
  return shiftVerdict(row.reason, shifts, decisions);
}

const judgedPublic = (db: Executor) => {
  const newest = newestPublicVersions(db).as("newest");
  return db
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
    .from(newest)
    .innerJoin(versions, eq(versions.id, newest.versionId))
    .innerJoin(plugins, eq(plugins.id, versions.pluginId))
    .innerJoin(scans, and(eq(scans.id, versions.currentScanId), isNotNull(scans.verdict), ne(scans.verdict, "inconclusive")));
};

async function listConcerned(db: Executor, ruleId: string): Promise<Row[]> {
  const judged = judgedPublic(db).as("judged");
  const hasFinding = sql<boolean>`exists (select 1 from ${findings} where ${findings.scanId} = ${judged.scanId} and ${findings.ruleId} = ${ruleId})`;
  const hasOmitted = sql<boolean>`exists (select 1 from ${checkRuns} where ${checkRuns.scanId} = ${judged.scanId} and ${checkRuns.omitted} ? ${ruleId})`;
  const rows = await db
    .select({
      pluginId: judged.pluginId,
      packageName: judged.packageName,
      name: judged.name,
      version: judged.version,
      from: judged.from,
      reason: judged.reason,
      scanId: judged.scanId,
      rulesetDigest: judged.rulesetDigest,
      hasOmitted,
    })
    .from(judged)
    .where(sql`${hasFinding} or ${hasOmitted}`);
  return rows.flatMap((row) => (row.from && row.reason ? [{ ...row, from: row.from, reason: row.reason }] : []));
}

async function listFindings(db: Executor, rows: readonly Row[], ruleId: string): Promise<FindingRow[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.scanId);
  return db
    .select()
    .from(findings)
    .where(and(inArray(findings.scanId, ids), eq(findings.ruleId, ruleId)));
}

/** Only of plugins in which somebody decided about a finding of the rule. */
async function listDecisions(db: Executor, rows: readonly Row[], ruleId: string): Promise<Map<number, FindingDecision[]>> {
  const decided = await db
    .selectDistinct({ pluginId: findingDecisions.pluginId })
    .from(findingDecisions)
    .where(eq(findingDecisions.ruleId, ruleId));
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
