import { eq, sql } from "drizzle-orm";
import { countMemory, type MemoryCounts } from "@/lib/domain/memory";
import { CHECK_IDS, type CheckId, type Coverage, type Severity, type Verdict } from "@/scanners/core/types";
import type { Executor } from "../context";
import { checkRuns, rulesets, scans } from "../schema";
import { type ComparedWith, getComparison, listFixedFindings } from "./finding-memory";
import { type FindingTally, listTallies } from "./report-tallies";

export interface ReportCheck {
  checkId: CheckId;
  state: "queued" | "running" | "finished" | "errored";
  durationMs: number | null;
  errorCode: string | null;
  open: Record<Severity, number>;
  /** Suppressed, acknowledged or accepted. */
  kept: number;
}

export interface ScanReport {
  scanId: string;
  kind: "upload" | "rescan" | "backrun" | "dry-run";
  verdict: Verdict | null;
  ruleset: { name: string; version: number; title: string; digest: string };
  engineVersion: string;
  artifactSha256: string;
  resultDigest: string | null;
  queuedAt: Date;
  concludedAt: Date | null;
  /** From queue to verdict. */
  durationMs: number | null;
  /** Made from the findings of an earlier scan when the rules were changed: nothing was looked at anew. */
  isDerived: boolean;
  /** Python files read to their end, and files of any kind searched as text. */
  coverage: { python: Coverage | null; text: Coverage | null };
  /** The earlier scan that the findings are compared with; null when there was none, and in a summary. */
  comparedWith: ComparedWith | null;
  memory: MemoryCounts | null;
  checks: ReportCheck[];
}

/**
 * What one scan says, as it stands now with the decisions of the plugin: facts and counts, no code. The findings
 * themselves are read page by page (report-page.ts). What the version before had is told in a `report` alone, for people
 * who may see it (lib/domain/permissions.ts `canSeeReport`: the caller has asked).
 */
export async function getScanReport(db: Executor, scanId: string, access: "report" | "summary"): Promise<ScanReport | null> {
  const [row] = await db
    .select({ scan: scans, name: rulesets.name, version: rulesets.version, title: sql<string>`${rulesets.data}->>'title'` })
    .from(scans)
    .innerJoin(rulesets, eq(rulesets.digest, scans.rulesetDigest))
    .where(eq(scans.id, scanId));
  if (!row) return null;
  const { scan } = row;
  const runs = await db.select().from(checkRuns).where(eq(checkRuns.scanId, scanId));
  const tallies = await listTallies(db, scanId, scan.pluginId);
  const comparedWith = access === "report" ? await getComparison(db, scanId) : null;
  runs.sort((a, b) => CHECK_IDS.indexOf(a.checkId) - CHECK_IDS.indexOf(b.checkId));
  return {
    scanId,
    kind: scan.kind,
    verdict: scan.verdict,
    ruleset: { name: row.name, version: row.version, title: row.title, digest: scan.rulesetDigest },
    engineVersion: scan.engineVersion,
    artifactSha256: scan.artifactSha256,
    resultDigest: scan.resultDigest,
    queuedAt: scan.queuedAt,
    concludedAt: scan.concludedAt,
    durationMs: scan.concludedAt ? scan.concludedAt.getTime() - scan.queuedAt.getTime() : null,
    isDerived: scan.derivedFrom !== null,
    coverage: { python: coverageOf(runs, "coverage"), text: coverageOf(runs, "secrets") },
    comparedWith,
    memory: comparedWith && countMemory(tallies.flatMap(compared), await listFixedFindings(db, scanId)),
    checks: runs.map((run) => toReportCheck(run, tallies)),
  };
}

type Run = typeof checkRuns.$inferSelect;

/** One by one, as memory counts them. */
const compared = ({ change, severity, standing, count }: FindingTally) =>
  change === null ? [] : Array.from({ length: count }, () => ({ severity, standing, change }));

function toReportCheck(run: Run, tallies: readonly FindingTally[]): ReportCheck {
  const open: Record<Severity, number> = { critical: run.omittedCritical, warning: 0, info: 0 };
  let kept = 0;
  for (const { checkId, standing, severity, count } of tallies) {
    if (checkId !== run.checkId) continue;
    if (standing === "open") open[severity] += count;
    else kept += count;
  }
  const { checkId, state, durationMs, errorCode } = run;
  return { checkId, state, durationMs, errorCode, open, kept };
}

const coverageOf = (runs: readonly Run[], checkId: CheckId): Coverage | null =>
  runs.find((run) => run.checkId === checkId)?.coverage ?? null;
