import { asc, eq } from "drizzle-orm";
import type { CheckId } from "@/scanners/core/types";
import { findingStanding } from "@/scanners/core/verdict";
import type { Executor } from "../context";
import { findings } from "../schema";
import { listDecisionsInForce } from "./decisions";
import type { ScanMemory } from "./finding-memory";
import { type FindingWords, listFindingWords } from "./finding-words";
import type { ReportFinding } from "./scan-report";
import { type FindingRow, toVerdictFinding } from "./scan-result";

export type PlacedFinding = ReportFinding & { ruleId: string; checkId: CheckId };

/**
 * All findings of a scan by place.
 *
 * @param withWords what people said comes along; else only where each finding stands by it
 */
export async function listReportFindings(
  db: Executor,
  scan: { id: string; pluginId: number | null },
  { memory, withWords }: { memory: ScanMemory | null; withWords: boolean },
): Promise<PlacedFinding[]> {
  const rows = await db
    .select()
    .from(findings)
    .where(eq(findings.scanId, scan.id))
    .orderBy(asc(findings.path), asc(findings.line), asc(findings.id));
  const wordsOf = withWords ? await listFindingWords(db, rows, scan.pluginId) : await listStandings(db, scan.pluginId);
  return rows.map((row) => {
    const { id, checkId, ruleId, severity, path, line, endLine, pathClass, message, snippet, data, suppression } = row;
    return {
      ...{ id, checkId, ruleId, severity, path, line, endLine, pathClass, message, snippet, data, suppression },
      ...wordsOf(row),
      memory: memory?.byFinding.get(id) ?? null,
    };
  });
}

async function listStandings(db: Executor, pluginId: number | null): Promise<(row: FindingRow) => FindingWords> {
  const decisions = Map.groupBy(pluginId === null ? [] : await listDecisionsInForce(db, pluginId), (one) => one.fingerprint);
  const unsaid = { decision: null, asked: null, voided: null, history: [], alike: 0 };
  return (row) => ({ standing: findingStanding(toVerdictFinding(row), decisions.get(row.fingerprint) ?? []), ...unsaid });
}
