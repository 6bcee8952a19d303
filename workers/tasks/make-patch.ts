import { Readable } from "node:stream";
import { endPatch, getPatchWork, keepPatch, type PatchWork } from "@/db/commands/finish-patch";
import { ARCHIVE_LIMITS } from "@/scanners/archive/limits";
import { patchArtifact } from "@/scanners/fixes/patch-artifact";
import { defineTask, type WorkerDeps } from "../define-task";
import { scanLimits } from "../run-checks";

/** Mechanical fixes for a version that somebody asked for. The scan that tells what they leave is a job of its own. */
export const makePatch = defineTask("make_patch", async ({ patchId, requestId }, deps, job) => {
  const work = await getPatchWork(deps.db, patchId);
  if (!work) return;
  try {
    await make(deps, work, requestId);
  } catch (error) {
    if (job.isLastAttempt) await endPatch(deps.db, patchId, "failed");
    throw error;
  }
});

async function make(deps: WorkerDeps, work: PatchWork, requestId: string | undefined): Promise<void> {
  const { targets, qgisMinimum, artifactSha256 } = work;
  const patched =
    targets.length === 0
      ? null
      : await patchArtifact({
          entry: deps.patchEntry,
          artifactPath: deps.storage.pathOf(artifactSha256),
          task: { expectedSha256: artifactSha256, targets, qgisMinimum },
          limits: scanLimits(deps.env),
          signal: deps.shutdown,
        });
  if (!patched) return endPatch(deps.db, work.patchId, "nothing");
  const stored = await deps.storage.put(Readable.from([Buffer.from(patched.zip)]), { maxBytes: ARCHIVE_LIMITS.compressedBytes });
  // Larger than a package may be: there is nothing that could be uploaded.
  if (!stored.ok) return endPatch(deps.db, work.patchId, "nothing");
  await keepPatch(deps.db, { work, file: stored.value, patched, requestId });
}
