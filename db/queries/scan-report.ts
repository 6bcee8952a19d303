import { eq, sql } from "drizzle-orm";
import {
  CHECK_IDS,
  type CheckId,
  type Coverage,
  type PathClass,
  type Severity,
  type Snippet,
  type Suppression,
  type Verdict,
} from "@/scanners/core/types";
import type { Executor } from "../context";
import { checkRuns, rulesets, scans } from "../schema";
import { type ComparedWith, type FindingMemory, type FixedFinding, getScanMemory, type MemoryCounts, memoryCounts } from "./finding-memory";
import type { FindingWords } from "./finding-words";
import { listReportFindings, type PlacedFinding } from "./report-findings";

export interface ReportFinding extends FindingWords {
  id: number;
  severity: Severity;
  path: string;
  line: number;
  endLine: number;
  pathClass: PathClass;
  message: string;
  snippet: Snippet | null;
  data: Record<string, string> | null;
  suppression: Suppression | null;
  memory: FindingMemory | null;
}

export interface ReportRule {
  ruleId: string;
  /** The gravest severity among the findings. */
  severity: Severity;
  open: number;
  /** Found, but beyond the engine's cap and not stored. */
  omitted: number;
  findings: ReportFinding[];
}

export interface ReportCheck {
  checkId: CheckId;
  state: "queued" | "running" | "finished" | "errored";
  durationMs: number | null;
  errorCode: string | null;
  open: Record<Severity, number>;
  /** Suppressed, acknowledged or accepted. */
  kept: number;
  /** Empty in a summary: visitors see counts, no code. */
  rules: ReportRule[];
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
  /** Python files read to their end, and files of any kind searched as text. */
  coverage: { python: Coverage | null; text: Coverage | null };
  /** The earlier scan that the findings are compared with; null when there was none, and in a summary. */
  comparedWith: ComparedWith | null;
  memory: MemoryCounts | null;
  /** What that scan had and this one has no more. */
  fixed: FixedFinding[];
  checks: ReportCheck[];
}

/**
 * What one scan found, as it stands now with the decisions of the plugin. `report` holds code and is for people who may
 * see it (lib/domain/permissions.ts `canSeeReport`: the caller has asked); `summary` holds names and counts only.
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
  const memory = access === "report" ? await getScanMemory(db, scanId) : null;
  const placed = await listReportFindings(db, scan, { memory, withWords: access === "report" });
  const found = Map.groupBy(placed, (one) => one.checkId);
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
    coverage: { python: coverageOf(runs, "coverage"), text: coverageOf(runs, "secrets") },
    comparedWith: memory?.comparedWith ?? null,
    memory: memory && memoryCounts(placed, memory),
    fixed: memory?.fixed ?? [],
    checks: runs.map((run) => toReportCheck(run, found.get(run.checkId) ?? [], access)),
  };
}

type Run = typeof checkRuns.$inferSelect;

function toReportCheck(run: Run, found: readonly PlacedFinding[], access: "report" | "summary"): ReportCheck {
  const open: Record<Severity, number> = { critical: run.omittedCritical, warning: 0, info: 0 };
  for (const finding of found) if (finding.standing === "open") open[finding.severity] += 1;
  return {
    checkId: run.checkId,
    state: run.state,
    durationMs: run.durationMs,
    errorCode: run.errorCode,
    open,
    kept: found.filter((finding) => finding.standing !== "open").length,
    rules: access === "report" ? byRule(found, run.omitted) : [],
  };
}

const GRAVITY: Record<Severity, number> = { critical: 0, warning: 1, info: 2 };

/** Rules with something open first, the gravest first. */
function byRule(found: readonly PlacedFinding[], omitted: Record<string, number>): ReportRule[] {
  const rules = [...Map.groupBy(found, (finding) => finding.ruleId)].map(([ruleId, places]): ReportRule => {
    const open = places.filter((place) => place.standing === "open");
    const gravest = (open.length > 0 ? open : places).reduce((worst, place) =>
      GRAVITY[place.severity] < GRAVITY[worst.severity] ? place : worst,
    );
    return {
      ruleId,
      severity: gravest.severity,
      open: open.length,
      omitted: omitted[ruleId] ?? 0,
      findings: places.map(({ ruleId: _rule, checkId: _check, ...finding }) => finding),
    };
  });
  return rules.sort(
    (a, b) => Number(a.open === 0) - Number(b.open === 0) || GRAVITY[a.severity] - GRAVITY[b.severity] || (a.ruleId < b.ruleId ? -1 : 1),
  );
}

const coverageOf = (runs: readonly Run[], checkId: CheckId): Coverage | null =>
  runs.find((run) => run.checkId === checkId)?.coverage ?? null;
