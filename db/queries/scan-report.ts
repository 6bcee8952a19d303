import { asc, eq, sql } from "drizzle-orm";
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
import { type FindingStanding, findingStanding } from "@/scanners/core/verdict";
import type { Executor } from "../context";
import { checkRuns, findings, rulesets, scans } from "../schema";
import { type DecisionInForce, listDecisionsInForce } from "./decisions";
import {
  type ComparedWith,
  type FindingMemory,
  type FixedFinding,
  getScanMemory,
  type MemoryCounts,
  memoryCounts,
  type ScanMemory,
} from "./finding-memory";
import { listOpenQuestions, type OpenQuestion } from "./open-questions";
import { toVerdictFinding } from "./scan-result";

export interface ReportFinding {
  id: number;
  severity: Severity;
  path: string;
  line: number;
  endLine: number;
  pathClass: PathClass;
  message: string;
  snippet: Snippet | null;
  data: Record<string, string> | null;
  standing: FindingStanding;
  suppression: Suppression | null;
  /** A suppression that an approver refused, or why the finding was accepted or acknowledged. */
  decision: { id: string; kind: DecisionInForce["kind"]; reason: string; decidedAt: Date } | null;
  /** The owner asked to have it accepted and nobody has answered yet. */
  asked: { decisionId: string; reason: string; byName: string | null; askedAt: Date } | null;
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
  const placed = await listReportFindings(db, scan, memory);
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

type Scan = typeof scans.$inferSelect;
type Run = typeof checkRuns.$inferSelect;
type Placed = ReportFinding & { ruleId: string; checkId: CheckId };

function toReportCheck(run: Run, found: readonly Placed[], access: "report" | "summary"): ReportCheck {
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
function byRule(found: readonly Placed[], omitted: Record<string, number>): ReportRule[] {
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

async function listReportFindings(db: Executor, scan: Pick<Scan, "id" | "pluginId">, memory: ScanMemory | null): Promise<Placed[]> {
  const { pluginId } = scan;
  const rows = await db
    .select()
    .from(findings)
    .where(eq(findings.scanId, scan.id))
    .orderBy(asc(findings.path), asc(findings.line), asc(findings.id));
  const decisions = pluginId === null ? [] : await listDecisionsInForce(db, pluginId);
  const questions = pluginId === null ? [] : await listOpenQuestions(db, pluginId);
  return rows.map((row) => {
    const standing = findingStanding(toVerdictFinding(row), decisions);
    const decision = decisions.find((one) => one.fingerprint === row.fingerprint && speaksFor(one.kind, standing));
    const asked = questions.find((one) => one.fingerprint === row.fingerprint && row.equalCount <= one.equalCount);
    const words = { decision: decision ?? null, asked: standing === "open" ? (asked ?? null) : null };
    return toPlaced(row, standing, words, memory?.byFinding.get(row.id) ?? null);
  });
}

function speaksFor(kind: DecisionInForce["kind"], standing: FindingStanding): boolean {
  if (kind === "acceptance") return standing === "accepted";
  if (kind === "acknowledgement") return standing === "acknowledged";
  return standing === "open";
}

function toPlaced(
  row: typeof findings.$inferSelect,
  standing: FindingStanding,
  { decision, asked }: { decision: DecisionInForce | null; asked: OpenQuestion | null },
  memory: FindingMemory | null,
): Placed {
  const { id, checkId, ruleId, severity, path, line, endLine, pathClass, message, snippet, data, suppression } = row;
  return {
    ...{ id, checkId, ruleId, severity, path, line, endLine, pathClass, message, snippet, data, standing, suppression, memory },
    decision: decision && { id: decision.id, kind: decision.kind, reason: decision.reason, decidedAt: decision.decidedAt },
    asked: asked && { decisionId: asked.decisionId, reason: asked.reason, byName: asked.byName, askedAt: asked.askedAt },
  };
}

const coverageOf = (runs: readonly Run[], checkId: CheckId): Coverage | null =>
  runs.find((run) => run.checkId === checkId)?.coverage ?? null;
