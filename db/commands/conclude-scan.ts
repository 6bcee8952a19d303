import { and, desc, eq, isNull } from "drizzle-orm";
import { resultDigest } from "@/scanners/core/digest";
import { CHECK_IDS, type Finding } from "@/scanners/core/types";
import { decideVerdict, type FindingDecision, type VerdictReason } from "@/scanners/core/verdict";
import type { Db, Tx } from "../context";
import { listDecisionsInForce } from "../queries/decisions";
import { getHarmlessJob } from "../queries/harmless-job";
import { countNewCriticalSuppressions } from "../queries/hidden-critical";
import { type FindingRow, getScanResult, toVerdictFinding } from "../queries/scan-result";
import { artifacts, scans, versionEvents, versions } from "../schema";
import { acknowledgeSkips } from "./acknowledge-skips";
import { listEditorIds, SYSTEM } from "./actor";
import { handOverScan } from "./hand-over-scan";
import { holdRules } from "./lock-rules";
import { lockVerdicts } from "./lock-verdicts";
import { publishAutomatically } from "./publish-automatically";
import { listReviewerIds, queueEmails } from "./queue-email";
import { recomputeVerdicts } from "./recompute-verdict";
import { rememberFindings } from "./remember-findings";
import { tellThatPublicIsNotClean } from "./tell-public-not-clean";
import { isOneOfMany, noteVerdictChange } from "./tell-verdict-changes";
import { transitionVersion } from "./transition-version";

export type Conclusion = "concluded" | "not-ended" | "not-compared" | "already-concluded" | "handed-over" | "superseded" | "gone";

type ScanRow = typeof scans.$inferSelect;
type VersionRow = typeof versions.$inferSelect;

/**
 * Ends a scan once every run has ended: stores its verdict (compare-and-set on "no verdict yet"), moves the version if
 * this scan is its current one, and queues the mails; one transaction. Safe to call any number of times.
 *
 * @returns not-compared when the harmless lane has to look at the file first: nothing was done, call again after that; handed-over when the
 *   rules were changed meanwhile and another scan decides about the version
 */
export const concludeScan = (db: Db, scanId: string, requestId?: string): Promise<Conclusion> =>
  db.transaction((tx) => concludeInTransaction(tx, scanId, requestId));

/** The same in the caller's transaction. */
export async function concludeInTransaction(tx: Tx, scanId: string, requestId?: string): Promise<Conclusion> {
  const [target] = await tx.select({ versionId: scans.versionId, pluginId: scans.pluginId }).from(scans).where(eq(scans.id, scanId));
  if (!target) return "gone";
  // The verdict and what follows from it are by the same rules.
  await holdRules(tx);
  if (target.pluginId !== null) await lockVerdicts(tx, target.pluginId);
  // The version first, as every other command does: a replaced file and its old scan meet in a fixed order.
  const version = target.versionId === null ? null : await lockVersion(tx, target.versionId);
  const [scan] = await tx.select().from(scans).where(eq(scans.id, scanId)).for("update");
  if (!scan) return "gone";
  if (scan.supersededAt) return "superseded";
  if (scan.verdict) return "already-concluded";

  const { runs, findings } = await getScanResult(tx, scanId);
  if (runs.some((run) => run.state === "queued" || run.state === "running")) return "not-ended";
  if (await getHarmlessJob(tx, scanId)) return "not-compared";
  const verdictFindings = findings.map(toVerdictFinding);
  const isAcknowledged = version !== null && (await acknowledgeSkips(tx, { version, scan, findings }));
  const decisions = scan.pluginId === null ? [] : await listDecisionsInForce(tx, scan.pluginId);
  const own = decideVerdict(runs, verdictFindings, [], CHECK_IDS);
  const effective = decideVerdict(runs, verdictFindings, decisions, CHECK_IDS);
  const concluded = await storeVerdict(tx, scan, own, findings);
  if (!concluded) return "already-concluded";
  const isHandedOver = version !== null && (await handOverScan(tx, version, concluded));
  if (version && !isHandedOver) await rememberFindings(tx, { version, scan, findings });
  if (version && !isHandedOver) await applyToVersion(tx, { version, scan, effective, findings, decisions, requestId });
  // What was acknowledged here is acknowledged in the plugin's other versions too.
  if (isAcknowledged) await recomputeVerdicts(tx, version.pluginId, "acceptance", SYSTEM, requestId);
  return isHandedOver ? "handed-over" : "concluded";
}

async function lockVersion(tx: Tx, versionId: number): Promise<VersionRow | null> {
  const [version] = await tx.select().from(versions).where(eq(versions.id, versionId)).for("update");
  return version ?? null;
}

async function storeVerdict(tx: Tx, scan: ScanRow, reason: VerdictReason, findings: FindingRow[]): Promise<ScanRow | null> {
  const [artifact] = await tx
    .select({ contentDigest: artifacts.contentDigest })
    .from(artifacts)
    .where(eq(artifacts.sha256, scan.artifactSha256));
  const digest = resultDigest({
    engineVersion: scan.engineVersion,
    rulesetDigest: scan.rulesetDigest,
    contentDigest: artifact?.contentDigest ?? "",
    findings: findings as unknown as Finding[],
  });
  const [stored] = await tx
    .update(scans)
    .set({ verdict: reason.verdict, verdictReason: reason, resultDigest: digest, concludedAt: new Date() })
    .where(and(eq(scans.id, scan.id), isNull(scans.verdict), eq(scans.artifactSha256, scan.artifactSha256)))
    .returning();
  return stored ?? null;
}

interface Applied {
  version: VersionRow;
  scan: ScanRow;
  effective: VerdictReason;
  findings: FindingRow[];
  decisions: readonly FindingDecision[];
  requestId?: string;
}

async function applyToVersion(tx: Tx, input: Applied): Promise<void> {
  const { version, scan } = input;
  // The artifact is compared too: a scan of other bytes says nothing about this version.
  if (scan.artifactSha256 !== version.artifactSha256) return;
  if (version.status === "validating") {
    if (version.currentScanId === scan.id) await concludeValidation(tx, input);
    return;
  }
  if (version.status === "approved" || version.status === "withdrawn" || version.status === "quarantined") await concludeRescan(tx, input);
}

async function concludeValidation(tx: Tx, input: Applied): Promise<void> {
  const { version, scan, effective, requestId } = input;
  const before = isOneOfMany(scan) ? await getStatusBefore(tx, version.id) : null;
  const newCriticalSuppressions = await countNewCriticalSuppressions(tx, input);
  const moved = await transitionVersion(tx, {
    versionId: version.id,
    event: "conclude",
    actor: SYSTEM,
    facts: { scanIsCurrent: true },
    set: { effectiveVerdict: effective.verdict, effectiveReason: effective, newCriticalSuppressions },
    scanId: scan.id,
    requestId,
  });
  if (!moved.ok) throw new Error(`scan ${scan.id} could not conclude: ${moved.error.message}`);
  const mail = { subjectId: scan.id, versionId: version.id, requestId };
  const isPublished = moved.value.to === "validated" && (await publishAutomatically(tx, moved.value.version, requestId));
  // Drafts that an import brought: thousands at once, some of them years old. Lists show them, mails would be a flood.
  if (isOneOfMany(scan) && (before === null || before === moved.value.to)) return;
  await queueEmails(tx, { ...mail, kind: "validation-results", recipientIds: await listEditorIds(tx, version.pluginId) });
  if (isPublished || moved.value.to === "blocked") return;
  if (isOneOfMany(scan)) return noteVerdictChange(tx, { scanId: scan.id, versionId: version.id });
  const reviewers = await listReviewerIds(tx, version.pluginId);
  await queueEmails(tx, { ...mail, kind: moved.value.to === "validated" ? "review-ready" : "needs-decision", recipientIds: reviewers });
}

/** Where the version stood before these checks of it began; null when they are its first. */
async function getStatusBefore(tx: Tx, versionId: number): Promise<VersionRow["status"] | null> {
  const [begun] = await tx
    .select({ status: versionEvents.fromStatus })
    .from(versionEvents)
    .where(and(eq(versionEvents.versionId, versionId), eq(versionEvents.toStatus, "validating")))
    .orderBy(desc(versionEvents.id))
    .limit(1);
  return begun?.status ?? null;
}

/** A public or hidden version keeps its state; its badge tells the truth from now on, and people are told. */
async function concludeRescan(tx: Tx, input: Applied): Promise<void> {
  const { version, scan, effective, requestId } = input;
  const [current] = version.currentScanId
    ? await tx.select({ queuedAt: scans.queuedAt }).from(scans).where(eq(scans.id, version.currentScanId))
    : [];
  if (current && current.queuedAt > scan.queuedAt) return;
  await tx
    .update(versions)
    .set({ currentScanId: scan.id, effectiveVerdict: effective.verdict, effectiveReason: effective })
    .where(eq(versions.id, version.id));
  const isBad = effective.verdict === "blocked" || effective.verdict === "inconclusive";
  const wasBad = version.effectiveVerdict === "blocked" || version.effectiveVerdict === "inconclusive";
  // A back-run meets thousands of imported plugins that nobody judged before: badges only, no flood of mails.
  if (version.status !== "approved" || !isBad || wasBad || (scan.kind === "backrun" && version.effectiveVerdict === null)) return;
  if (isOneOfMany(scan)) return noteVerdictChange(tx, { scanId: scan.id, versionId: version.id });
  await tellThatPublicIsNotClean(tx, { scanId: scan.id, versionId: version.id, pluginId: version.pluginId, requestId });
}
