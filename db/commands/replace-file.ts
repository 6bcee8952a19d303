import { and, eq, isNull } from "drizzle-orm";
import { isReplaceable } from "@/lib/domain/version-status";
import type { AppError } from "@/lib/errors";
import { appError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import type { Tx } from "../context";
import { scans, type versions } from "../schema";
import { requestLinkChecks } from "./check-links";
import type { Upload } from "./create-version";
import { packageColumns } from "./package-columns";
import { startScan } from "./start-scan";
import { transitionVersion } from "./transition-version";

/** Puts a new file under a number that was never approved. Its old scan, if it still runs, can no longer conclude. */
export async function replaceFile(
  tx: Tx,
  existing: typeof versions.$inferSelect,
  upload: Upload,
): Promise<Result<{ versionId: number; scanId: string }, AppError>> {
  const { actor, file, validation, requestId } = upload;
  if (existing.firstApprovedAt) {
    return appError(
      "already-published",
      `Version ${existing.version} was already published, so its file can never change. Raise the version number in metadata.txt.`,
    );
  }
  if (!isReplaceable({ status: existing.status, wasEverApproved: false })) {
    return appError(
      "conflict",
      `Version ${existing.version} is being looked into by staff, so its file stays as it is. Send the corrected file under another number.`,
    );
  }
  await supersedeScans(tx, existing.id);
  const { scanId } = await startScan(tx, {
    kind: "upload",
    versionId: existing.id,
    pluginId: existing.pluginId,
    artifactSha256: file.sha256,
    requestId,
  });
  const moved = await transitionVersion(tx, {
    versionId: existing.id,
    event: "replace-file",
    actor,
    facts: { packageRulesPassed: true },
    set: {
      artifactSha256: file.sha256,
      ...packageColumns(validation),
      uploadedBy: actor.userId,
      uploadedAt: new Date(),
      uploadedVia: upload.via,
      asksToWait: upload.asksToWait,
      requestedSkips: [...(upload.requestedSkips ?? [])],
      currentScanId: scanId,
      effectiveVerdict: null,
      effectiveReason: null,
      waitsBecause: null,
      newCriticalSuppressions: 0,
    },
    scanId,
    requestId,
  });
  if (!moved.ok) return moved;
  await requestLinkChecks(tx, existing.id, requestId);
  return ok({ versionId: existing.id, scanId });
}

/** Marks the unfinished scans of a version, so that their jobs stop and none of them concludes. */
export async function supersedeScans(tx: Tx, versionId: number): Promise<void> {
  await tx
    .update(scans)
    .set({ supersededAt: new Date() })
    .where(and(eq(scans.versionId, versionId), isNull(scans.verdict), isNull(scans.supersededAt)));
}
