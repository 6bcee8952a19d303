import { and, eq } from "drizzle-orm";
import type { VersionStatus } from "@/lib/domain/version-status";
import type { VerdictReason } from "@/scanners/core/verdict";
import type { Executor } from "../context";
import { scans, versions } from "../schema";

export type AwaitedVerdict =
  | { state: "validating" }
  /** Another file came for the version, or its draft was deleted: no verdict will come of this scan. */
  | { state: "superseded" }
  | { state: "concluded"; status: VersionStatus; reason: VerdictReason };

/** How the upload whose scan this is stands now. */
export async function getAwaitedVerdict(db: Executor, scanId: string): Promise<AwaitedVerdict> {
  const [row] = await db
    .select({ verdict: scans.verdict, status: versions.status, reason: versions.effectiveReason })
    .from(scans)
    .innerJoin(versions, and(eq(versions.id, scans.versionId), eq(versions.currentScanId, scans.id)))
    .where(eq(scans.id, scanId));
  if (!row) return { state: "superseded" };
  return row.verdict && row.reason ? { state: "concluded", status: row.status, reason: row.reason } : { state: "validating" };
}
