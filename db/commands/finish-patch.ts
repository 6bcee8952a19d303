import { and, eq } from "drizzle-orm";
import type { StoredFile } from "@/lib/storage";
import type { FixCount, FixTarget } from "@/scanners/fixes/fixes";
import type { Db } from "../context";
import { listPatchTargets } from "../queries/patch-targets";
import { patches, scans, versions } from "../schema";
import { keepArtifact } from "./read-package";
import { startScan } from "./start-scan";

export interface PatchWork {
  patchId: string;
  pluginId: number;
  artifactSha256: string;
  /** Ordinal of the oldest QGIS that the version says it runs in. */
  qgisMinimum: number;
  targets: FixTarget[];
}

/** What a worker needs to make a patch; null when nobody waits for it any more, or its version has another scan by now. */
export async function getPatchWork(db: Db, patchId: string): Promise<PatchWork | null> {
  const [row] = await db
    .select({ scanId: patches.scanId, artifactSha256: scans.artifactSha256, version: versions })
    .from(patches)
    .innerJoin(scans, eq(scans.id, patches.scanId))
    .innerJoin(versions, and(eq(versions.id, patches.versionId), eq(versions.currentScanId, patches.scanId)))
    .where(and(eq(patches.id, patchId), eq(patches.state, "preparing")));
  if (!row) return null;
  const { pluginId, qgisMinimum } = row.version;
  const targets = await listPatchTargets(db, { scanId: row.scanId, pluginId });
  return { patchId, pluginId, artifactSha256: row.artifactSha256, qgisMinimum, targets };
}

/**
 * Keeps a patch and has the fixed file, which is in storage, scanned as a dry run: only that says what remains. Changes nothing when
 * the patch has been finished or asked for anew.
 */
export async function keepPatch(
  db: Db,
  input: {
    work: PatchWork;
    file: StoredFile;
    patched: { diff: Uint8Array; fixes: readonly FixCount[]; contentDigest: string; fileCount: number };
    requestId?: string;
  },
): Promise<void> {
  const { work, file, patched, requestId } = input;
  await db.transaction(async (tx) => {
    const waiting = and(eq(patches.id, work.patchId), eq(patches.state, "preparing"));
    const [patch] = await tx.select({ id: patches.id }).from(patches).where(waiting).for("update");
    if (!patch) return;
    await keepArtifact(tx, file, patched);
    const { scanId } = await startScan(tx, {
      ...{ kind: "dry-run", versionId: null, pluginId: work.pluginId, artifactSha256: file.sha256, requestId },
    });
    await tx
      .update(patches)
      .set({
        state: "made",
        diff: Buffer.from(patched.diff),
        fixes: [...patched.fixes],
        artifactSha256: file.sha256,
        patchedScanId: scanId,
      })
      .where(waiting);
  });
}

/** No place could be changed, or making it failed for the last time. */
export async function endPatch(db: Db, patchId: string, state: "nothing" | "failed"): Promise<void> {
  await db
    .update(patches)
    .set({ state })
    .where(and(eq(patches.id, patchId), eq(patches.state, "preparing")));
}
