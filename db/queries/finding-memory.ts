import { and, asc, eq, inArray, ne, notExists, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { type ComparisonKind, countMemory, type MemoryCounts } from "@/lib/domain/memory";
import type { Change } from "@/scanners/core/match-findings";
import type { Severity } from "@/scanners/core/types";
import { type FindingStanding, findingStanding } from "@/scanners/core/verdict";
import type { Executor } from "../context";
import { checkRuns, findingMemory, findings, scanComparisons } from "../schema";
import { listDecisionsInForce } from "./decisions";
import { toVerdictFinding } from "./scan-result";

export type { MemoryCounts };

/** How a finding relates to the version before. */
export interface FindingMemory {
  state: Change;
  /** The version of the plugin in which it was seen first. */
  firstSeenIn: string | null;
}

export interface FixedFinding {
  ruleId: string;
  severity: Severity;
  path: string;
  line: number;
  message: string;
}

export interface ComparedWith {
  version: string;
  /** The approved version before, an earlier draft, or the file that was sent before under the same number. */
  kind: ComparisonKind;
}

export interface ScanMemory {
  comparedWith: ComparedWith;
  byFinding: ReadonlyMap<number, FindingMemory>;
  fixed: FixedFinding[];
}

/** What a scan remembers of the one before it; null when there was none. */
export async function getScanMemory(db: Executor, scanId: string): Promise<ScanMemory | null> {
  const comparedWith = await getComparison(db, scanId);
  if (!comparedWith) return null;
  return {
    comparedWith,
    byFinding: await getMemoryOf(db, scanId),
    fixed: await listFixedFindings(db, scanId),
  };
}

/** @param findingIds these alone; all of the scan without them */
export async function getMemoryOf(
  db: Executor,
  scanId: string,
  findingIds?: readonly number[],
): Promise<ReadonlyMap<number, FindingMemory>> {
  const rows = await db
    .select({ findingId: findingMemory.findingId, state: findingMemory.change, firstSeenIn: findingMemory.firstSeenIn })
    .from(findingMemory)
    .where(and(eq(findingMemory.scanId, scanId), findingIds && inArray(findingMemory.findingId, [...findingIds])));
  return new Map(rows.map(({ findingId, ...memory }) => [findingId, memory]));
}

/** The earlier scan that a scan was compared with; null when there was none. */
export async function getComparison(db: Executor, scanId: string): Promise<ComparedWith | null> {
  const [compared] = await db
    .select({ version: scanComparisons.version, kind: scanComparisons.kind })
    .from(scanComparisons)
    .where(eq(scanComparisons.scanId, scanId));
  return compared ?? null;
}

/** What the earlier scan had and this one has no more. */
export async function listFixedFindings(db: Executor, scanId: string): Promise<FixedFinding[]> {
  return (await listFixed(db, [scanId])).map(({ scanId: _, ...finding }) => finding);
}

/**
 * Findings of the earlier scans that found no partner. A rule that has more places now than are kept, and a check that
 * could not be run to its end, say nothing about what is gone.
 */
async function listFixed(db: Executor, scanIds: readonly string[]): Promise<(FixedFinding & { scanId: string })[]> {
  const kept = alias(findingMemory, "kept");
  return db
    .select({
      scanId: scanComparisons.scanId,
      ruleId: findings.ruleId,
      severity: findings.severity,
      path: findings.path,
      line: findings.line,
      message: findings.message,
    })
    .from(scanComparisons)
    .innerJoin(findings, eq(findings.scanId, scanComparisons.earlierScanId))
    .innerJoin(
      checkRuns,
      and(
        eq(checkRuns.scanId, scanComparisons.scanId),
        eq(checkRuns.checkId, findings.checkId),
        eq(checkRuns.state, "finished"),
        sql`not jsonb_exists(${checkRuns.omitted}, ${findings.ruleId})`,
      ),
    )
    .where(
      and(
        inArray(scanComparisons.scanId, [...scanIds]),
        notExists(
          db
            .select({ one: sql`1` })
            .from(kept)
            .where(and(eq(kept.scanId, scanComparisons.scanId), eq(kept.earlierFindingId, findings.id))),
        ),
      ),
    )
    .orderBy(asc(findings.path), asc(findings.line), asc(findings.id));
}

/** The counts of a scan whose findings are at hand. */
export function memoryCounts(
  found: readonly { severity: Severity; standing: FindingStanding; memory: FindingMemory | null }[],
  { fixed }: Pick<ScanMemory, "fixed">,
): MemoryCounts {
  return countMemory(
    found.flatMap(({ severity, standing, memory }) => (memory ? { severity, standing, change: memory.state } : [])),
    fixed,
  );
}

/**
 * The same counts for lists of versions; nothing for scans that had none before them.
 *
 * @param pluginId whose decisions the scans stand under
 */
export async function listMemoryCounts(
  db: Executor,
  pluginId: number,
  scanIds: readonly string[],
): Promise<Map<string, MemoryCounts & { comparedWith: ComparedWith }>> {
  if (scanIds.length === 0) return new Map();
  const compared = await db
    .select()
    .from(scanComparisons)
    .where(inArray(scanComparisons.scanId, [...scanIds]));
  const rows = await db
    .select({ finding: findings, change: findingMemory.change })
    .from(findings)
    .innerJoin(findingMemory, and(eq(findingMemory.scanId, findings.scanId), eq(findingMemory.findingId, findings.id)))
    .where(and(inArray(findings.scanId, [...scanIds]), ne(findings.severity, "info")));
  const decisions = await listDecisionsInForce(db, pluginId);
  const found = rows.map(({ finding, change }) => {
    const standing = findingStanding(toVerdictFinding(finding), decisions);
    return { scanId: finding.scanId, severity: finding.severity, standing, change };
  });
  const fixed = await listFixed(db, scanIds);
  const own = <T extends { scanId: string }>(all: readonly T[], scanId: string) => all.filter((one) => one.scanId === scanId);
  return new Map(
    compared.map(({ scanId, version, kind }) => [
      scanId,
      { ...countMemory(own(found, scanId), own(fixed, scanId)), comparedWith: { version, kind } },
    ]),
  );
}
