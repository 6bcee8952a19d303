import { and, asc, eq, inArray } from "drizzle-orm";
import { findingStanding } from "@/scanners/core/verdict";
import { FIXABLE_RULES, type FixTarget } from "@/scanners/fixes/fixes";
import type { Executor } from "../context";
import { findings } from "../schema";
import { listDecisionsInForce } from "./decisions";
import { toVerdictFinding } from "./scan-result";

/** Findings of a scan that still count and that a mechanical fix may answer, by place. */
export async function listPatchTargets(db: Executor, scan: { scanId: string; pluginId: number }): Promise<FixTarget[]> {
  const rows = await db
    .select()
    .from(findings)
    .where(and(eq(findings.scanId, scan.scanId), inArray(findings.ruleId, [...FIXABLE_RULES])))
    .orderBy(asc(findings.path), asc(findings.line), asc(findings.id));
  if (rows.length === 0) return [];
  const decisions = await listDecisionsInForce(db, scan.pluginId);
  return rows
    .filter((row) => findingStanding(toVerdictFinding(row), decisions) === "open")
    .map(({ ruleId, path, line }) => ({ ruleId, path, line }));
}
