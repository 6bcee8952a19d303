import { and, eq, isNotNull } from "drizzle-orm";
import type { Actor } from "@/lib/domain/permissions";
import { CHECK_IDS } from "@/scanners/core/types";
import { decideVerdict } from "@/scanners/core/verdict";
import type { Tx } from "../context";
import { listDecisionsInForce } from "../queries/decisions";
import { getScanResult, toVerdictFinding } from "../queries/scan-result";
import { scans, versions } from "../schema";
import { SYSTEM } from "./actor";
import { listReviewerIds, queueEmails } from "./queue-email";
import { tellThatPublicIsNotClean } from "./tell-public-not-clean";
import { transitionVersion } from "./transition-version";

/**
 * Computes the effective verdict of every scanned version of a plugin again, after a decision about a finding came,
 * ended or was refused, and moves the versions whose verdict flipped.
 *
 * @param decidedBy who caused it: an approver who refuses a suppression or takes an acceptance back blocks in their own name
 */
export async function recomputeVerdicts(
  tx: Tx,
  pluginId: number,
  cause: "acceptance" | "ended" | "acceptance-withdrawn" | "suppression-refused",
  decidedBy: Actor,
  requestId?: string,
): Promise<void> {
  const decisions = await listDecisionsInForce(tx, pluginId);
  const rows = await tx
    .select({ version: versions, verdict: scans.verdict })
    .from(versions)
    .innerJoin(scans, and(eq(scans.id, versions.currentScanId), isNotNull(scans.verdict)))
    .where(eq(versions.pluginId, pluginId))
    .orderBy(versions.id)
    .for("update", { of: versions });
  for (const { version } of rows) {
    const result = await getScanResult(tx, version.currentScanId as string);
    const reason = decideVerdict(result.runs, result.findings.map(toVerdictFinding), decisions, CHECK_IDS);
    const set = { effectiveVerdict: reason.verdict, effectiveReason: reason };
    const isPublishable = reason.verdict === "passed" || reason.verdict === "advisory";
    if (version.status === "blocked" && isPublishable) {
      const waitsBecause = "What had blocked it does not count any more, as an approver decided.";
      await mustMove(tx, { versionId: version.id, event: "finding-accepted", actor: SYSTEM, set: { ...set, waitsBecause }, requestId });
      await tellThatItIsReady(tx, version, requestId);
    } else if (version.status === "validated" && reason.verdict === "blocked") {
      await mustMove(tx, {
        versionId: version.id,
        event: cause === "suppression-refused" ? "refuse-suppression" : "acceptance-ended",
        actor: cause === "suppression-refused" || cause === "acceptance-withdrawn" ? decidedBy : SYSTEM,
        set,
        requestId,
      });
    } else {
      await tx.update(versions).set(set).where(eq(versions.id, version.id));
      if (version.status === "approved" && reason.verdict === "blocked" && version.effectiveVerdict !== "blocked")
        await tellThatPublicIsNotClean(tx, { scanId: version.currentScanId as string, versionId: version.id, pluginId, requestId });
    }
  }
}

/** The approvers had heard nothing of it while it was blocked. Its editors get the answer to their request. */
async function tellThatItIsReady(tx: Tx, version: typeof versions.$inferSelect, requestId?: string): Promise<void> {
  const recipientIds = await listReviewerIds(tx, version.pluginId);
  const subjectId = version.currentScanId as string;
  await queueEmails(tx, { kind: "review-ready", subjectId, versionId: version.id, recipientIds, requestId });
}

async function mustMove(tx: Tx, input: Parameters<typeof transitionVersion>[1]): Promise<void> {
  const moved = await transitionVersion(tx, input);
  if (!moved.ok) throw new Error(`version ${input.versionId} could not follow its verdict: ${moved.error.message}`);
}
