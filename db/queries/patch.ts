import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { isReplaceable } from "@/lib/domain/version-status";
import type { VerdictReason } from "@/scanners/core/verdict";
import { FIXES } from "@/scanners/fixes/fixes";
import type { Executor } from "../context";
import { artifacts, type PatchState, patches, pluginEditors, plugins, scans, users, versions } from "../schema";
import { listPatchTargets } from "./patch-targets";
import { getEffectiveReason, listStandingFindings } from "./scan-standing";

/** Places that still block, shown beside the patch; the rest is counted. */
const REMAINING_SHOWN = 20;

/** A version of the person's own plugin, with what was asked about its current scan. */
export interface PatchedVersion {
  versionId: number;
  pluginId: number;
  packageName: string;
  pluginName: string;
  version: string;
  isReplaceable: boolean;
  /** Said with the file that is there now. */
  asksToWait: boolean;
  /** Null: the checks have not ended. */
  reason: VerdictReason | null;
  /** Open findings that a fix may answer. */
  fixable: number;
  patch: StoredPatch | null;
}

export interface StoredPatch {
  patchId: string;
  state: PatchState;
  diff: Buffer | null;
  fixes: { id: string; title: string; note: string; findings: number }[];
  artifactSha256: string | null;
  sizeBytes: number;
  patchedScanId: string | null;
  expiresAt: Date;
}

/** Null for everybody but the plugin's editors, as if there were no such version. */
export async function getPatchedVersion(
  db: Executor,
  person: { userId: string },
  packageName: string,
  version: string,
): Promise<PatchedVersion | null> {
  const [row] = await db
    .select({ version: versions, packageName: plugins.packageName, pluginName: plugins.name })
    .from(versions)
    .innerJoin(plugins, and(eq(plugins.id, versions.pluginId), isNull(plugins.deletedAt)))
    .innerJoin(pluginEditors, and(eq(pluginEditors.pluginId, plugins.id), eq(pluginEditors.userId, person.userId)))
    .innerJoin(users, and(eq(users.id, person.userId), isNull(users.suspendedAt)))
    .where(and(sql`lower(${plugins.packageName}) = lower(${packageName})`, eq(versions.version, version)));
  if (!row) return null;
  const { id, pluginId, currentScanId, status, effectiveReason, firstApprovedAt } = row.version;
  const isChecked = status !== "validating" && currentScanId !== null;
  return {
    ...{ versionId: id, pluginId, packageName: row.packageName, pluginName: row.pluginName, version: row.version.version },
    isReplaceable: isReplaceable({ status, wasEverApproved: firstApprovedAt !== null }),
    asksToWait: row.version.asksToWait,
    reason: isChecked ? effectiveReason : null,
    fixable: isChecked ? (await listPatchTargets(db, { scanId: currentScanId, pluginId })).length : 0,
    patch: currentScanId ? await findPatch(db, currentScanId) : null,
  };
}

async function findPatch(db: Executor, scanId: string): Promise<StoredPatch | null> {
  const [row] = await db
    .select({ patch: patches, sizeBytes: artifacts.sizeBytes })
    .from(patches)
    .leftJoin(artifacts, eq(artifacts.sha256, patches.artifactSha256))
    .where(and(eq(patches.scanId, scanId), gt(patches.expiresAt, sql`now()`)));
  if (!row) return null;
  const { id: patchId, state, diff, artifactSha256, patchedScanId, expiresAt } = row.patch;
  const counts = new Map((row.patch.fixes ?? []).map((one) => [one.id, one.findings]));
  const fixes = FIXES.filter((fix) => counts.has(fix.id)).map(({ id, title, note }) => ({
    id,
    title,
    note,
    findings: counts.get(id) ?? 0,
  }));
  return { patchId, state, diff, fixes, artifactSha256, sizeBytes: row.sizeBytes ?? 0, patchedScanId, expiresAt };
}

export interface Remaining {
  reason: VerdictReason;
  /** What still blocks, at most 20. */
  mustFix: { findingId: number; ruleId: string; path: string; line: number; message: string }[];
}

/** What the checks say of the fixed file, with the plugin's decisions; null while they run. */
export async function getRemaining(db: Executor, patch: StoredPatch, pluginId: number): Promise<Remaining | null> {
  if (!patch.patchedScanId) return null;
  const reason = await getEffectiveReason(db, patch.patchedScanId);
  if (!reason) return null;
  const { items } = await listStandingFindings(
    db,
    { scanId: patch.patchedScanId, pluginId },
    { severity: "critical", standing: "open", page: 1, pageSize: REMAINING_SHOWN },
  );
  return { reason, mustFix: items.map(({ findingId, ruleId, path, line, message }) => ({ findingId, ruleId, path, line, message })) };
}

/** Whether the version's page has something to offer: open findings that a fix may answer. */
export async function countFixable(db: Executor, scanId: string): Promise<number> {
  const [scan] = await db.select({ pluginId: scans.pluginId }).from(scans).where(eq(scans.id, scanId));
  return scan?.pluginId ? (await listPatchTargets(db, { scanId, pluginId: scan.pluginId })).length : 0;
}
