import { and, asc, eq } from "drizzle-orm";
import type { CheckId, CheckOutcome, Confidence, PathClass, Ruleset, Severity, Snippet, Suppression } from "@/scanners/core/types";
import { CHECK_IDS, type CheckErrorCode } from "@/scanners/core/types";
import { decideVerdict, type FindingDecision, type FindingStanding, findingStanding, type VerdictReason } from "@/scanners/core/verdict";
import type { Executor } from "../context";
import { artifacts, checkRuns, findings, rulesets, scans } from "../schema";
import { type DecisionInForce, listDecisionsInForce } from "./decisions";
import { type FindingMemory, getMemoryOf } from "./finding-memory";
import { type FindingRow, getScanResult, toVerdictFinding } from "./scan-result";

/** The verdict of a scan together with the decisions in force about its plugin; null while it has not ended. */
export async function getEffectiveReason(db: Executor, scanId: string): Promise<VerdictReason | null> {
  const [scan] = await db.select({ verdict: scans.verdict, pluginId: scans.pluginId }).from(scans).where(eq(scans.id, scanId));
  if (!scan?.verdict) return null;
  const { runs, findings: found } = await getScanResult(db, scanId);
  return decideVerdict(runs, found.map(toVerdictFinding), await decisionsOf(db, scan.pluginId), CHECK_IDS);
}

const decisionsOf = (db: Executor, pluginId: number | null): Promise<DecisionInForce[]> =>
  pluginId === null ? Promise.resolve([]) : listDecisionsInForce(db, pluginId);

export interface StandingFinding {
  findingId: number;
  checkId: CheckId;
  ruleId: string;
  severity: Severity;
  confidence: Confidence;
  path: string;
  line: number;
  endLine: number;
  pathClass: PathClass;
  message: string;
  snippet: Snippet | null;
  data: Record<string, string> | null;
  fingerprint: string;
  standing: FindingStanding;
  suppression: Suppression | null;
  /** Null where nothing was before. */
  memory: FindingMemory | null;
  decision: Pick<DecisionInForce, "kind" | "reason" | "decidedAt"> | null;
}

export interface FindingFilter {
  severity?: Severity;
  checkId?: CheckId;
  ruleId?: string;
  standing?: FindingStanding;
  page: number;
  pageSize: number;
}

/** A page of a scan's findings by place, each with what has become of it. The caller has asked whether they may be seen. */
export async function listStandingFindings(
  db: Executor,
  scan: { scanId: string; pluginId: number | null },
  { severity, checkId, ruleId, standing, page, pageSize }: FindingFilter,
): Promise<{ items: StandingFinding[]; total: number }> {
  const rows = await db
    .select()
    .from(findings)
    .where(
      and(
        eq(findings.scanId, scan.scanId),
        severity && eq(findings.severity, severity),
        checkId && eq(findings.checkId, checkId),
        ruleId === undefined ? undefined : eq(findings.ruleId, ruleId),
      ),
    )
    .orderBy(asc(findings.path), asc(findings.line), asc(findings.id));
  const decisions = await decisionsOf(db, scan.pluginId);
  const placed = rows.map((row) => toStanding(row, decisions)).filter((one) => standing === undefined || one.standing === standing);
  const shown = placed.slice((page - 1) * pageSize, page * pageSize);
  const memory = await getMemoryOf(
    db,
    scan.scanId,
    shown.map((one) => one.findingId),
  );
  return { items: shown.map((one) => ({ ...one, memory: memory.get(one.findingId) ?? null })), total: placed.length };
}

const SPEAKS_FOR: Record<FindingStanding, DecisionInForce["kind"] | null> = {
  open: "suppression-refused",
  suppressed: null,
  acknowledged: "acknowledgement",
  accepted: "acceptance",
};

function toStanding(row: FindingRow, decisions: readonly DecisionInForce[]): Omit<StandingFinding, "memory"> {
  const standing = findingStanding(toVerdictFinding(row), decisions);
  const decision = decisions.find((one) => one.fingerprint === row.fingerprint && one.kind === SPEAKS_FOR[standing]);
  const { id, checkId, ruleId, severity, confidence, path, line, endLine, pathClass, message, snippet, data, fingerprint, suppression } =
    row;
  return {
    ...{ findingId: id, checkId, ruleId, severity, confidence, path, line, endLine, pathClass, message, snippet, data, fingerprint },
    ...{ standing, suppression },
    decision: decision ? { kind: decision.kind, reason: decision.reason, decidedAt: decision.decidedAt } : null,
  };
}

export interface StoredScan {
  engineVersion: string;
  ruleset: Ruleset;
  artifactSha256: string;
  contentDigest: string;
  fileCount: number;
  resultDigest: string;
  reason: VerdictReason;
  outcomes: CheckOutcome[];
  decisions: FindingDecision[];
}

/** A scan that has ended, as the engine would hand it to a report; null while it has not. */
export async function getStoredScan(db: Executor, scanId: string): Promise<StoredScan | null> {
  const [row] = await db
    .select({ scan: scans, ruleset: rulesets.data, contentDigest: artifacts.contentDigest, fileCount: artifacts.fileCount })
    .from(scans)
    .innerJoin(rulesets, eq(rulesets.digest, scans.rulesetDigest))
    .innerJoin(artifacts, eq(artifacts.sha256, scans.artifactSha256))
    .where(eq(scans.id, scanId));
  const reason = await getEffectiveReason(db, scanId);
  if (!row || !reason) return null;
  const runs = await db.select().from(checkRuns).where(eq(checkRuns.scanId, scanId));
  const found = await db
    .select()
    .from(findings)
    .where(eq(findings.scanId, scanId))
    .orderBy(asc(findings.path), asc(findings.line), asc(findings.id));
  runs.sort((a, b) => CHECK_IDS.indexOf(a.checkId) - CHECK_IDS.indexOf(b.checkId));
  const { engineVersion, artifactSha256, resultDigest, pluginId } = row.scan;
  return {
    ...{ engineVersion, artifactSha256, reason, ruleset: row.ruleset, contentDigest: row.contentDigest, fileCount: row.fileCount },
    resultDigest: resultDigest ?? "",
    outcomes: runs.map((run) => toOutcome(run, found)),
    decisions: await decisionsOf(db, pluginId),
  };
}

function toOutcome(run: typeof checkRuns.$inferSelect, found: readonly FindingRow[]): CheckOutcome {
  const { checkId, omitted, omittedCritical, coverage } = run;
  const durationMs = run.durationMs ?? 0;
  if (run.state !== "finished")
    return { checkId, state: "errored", code: (run.errorCode ?? "lost") as CheckErrorCode, detail: "", durationMs };
  const own = found.filter((row) => row.checkId === checkId).map(toFinding);
  return { checkId, state: "finished", findings: own, omitted, omittedCritical, durationMs, ...(coverage ? { coverage } : {}) };
}

function toFinding({ id: _id, scanId: _scanId, checkId: _checkId, toolSeverity, snippet, data, suppression, ...rest }: FindingRow) {
  return {
    ...rest,
    ...(toolSeverity ? { toolSeverity } : {}),
    ...(snippet ? { snippet } : {}),
    ...(data ? { data } : {}),
    ...(suppression ? { suppression } : {}),
  };
}
