import { and, eq } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { VersionStatus } from "@/lib/domain/version-status";
import type { VerdictReason } from "@/scanners/core/verdict";
import type { Executor } from "../context";
import { scans, versions } from "../schema";

const current = alias(scans, "current_scan");

export type AwaitedVerdict =
  | { state: "validating" }
  /** Another file came for the version, or its draft was deleted: no verdict will come of this scan. */
  | { state: "superseded" }
  | { state: "concluded"; status: VersionStatus; reason: VerdictReason; scanId: string };

/** How the upload whose scan this is stands now. Another scan of the same file may have taken its place: the rules were changed. */
export async function getAwaitedVerdict(db: Executor, uploadScanId: string): Promise<AwaitedVerdict> {
  const [row] = await db
    .select({ scanId: current.id, verdict: current.verdict, status: versions.status, reason: versions.effectiveReason })
    .from(scans)
    .innerJoin(versions, and(eq(versions.id, scans.versionId), eq(versions.artifactSha256, scans.artifactSha256)))
    .innerJoin(current, eq(current.id, versions.currentScanId))
    .where(eq(scans.id, uploadScanId));
  if (!row) return { state: "superseded" };
  const { scanId, status, reason } = row;
  return row.verdict && reason ? { state: "concluded", status, reason, scanId } : { state: "validating" };
}
