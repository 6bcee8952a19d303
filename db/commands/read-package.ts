import { sql } from "drizzle-orm";
import { appError } from "@/lib/errors";
import { limitConcurrency } from "@/lib/limit-concurrency";
import { log } from "@/lib/logger";
import type { Storage, StoredFile } from "@/lib/storage";
import type { PackageProblem, PackageValidation } from "@/scanners/archive/types";
import { validateInThread } from "@/scanners/archive/validate-in-thread";
import type { Db, Tx } from "../context";
import { artifacts, plugins } from "../schema";

/** Each holds a whole unpacked package, up to 250 MB: more at once would cost the web process its memory. */
const VALIDATIONS_AT_ONCE = 2;
const validate = limitConcurrency(VALIDATIONS_AT_ONCE, validateInThread);

export type ValidPackage = Extract<PackageValidation, { ok: true }>;

/** A file as it was sent, and what is needed to read it. */
export interface SentPackage {
  /** Is in storage already. */
  file: StoredFile;
  storage: Storage;
  /** Path of the bundled thread that reads the package (lib/program-entries.ts). */
  validateEntry: string;
  requestId?: string;
}

export const refusePackage = (problems: readonly PackageProblem[]) =>
  appError("package-rules", "The package cannot be accepted as it is.", problems);

export const fileIsLost = () =>
  appError("upload-expired", "The stored file was lost or damaged before it could be looked at. Please send it once more.");

/**
 * Checks the package rules in a thread with limits.
 *
 * @returns null when the bytes in storage are not, or no longer, those of the upload
 */
export async function readPackage(db: Db, input: SentPackage): Promise<PackageValidation | null> {
  const { sha256 } = input.file;
  const names = await db.select({ packageName: plugins.packageName }).from(plugins);
  try {
    return await validate({
      entry: input.validateEntry,
      artifactPath: input.storage.pathOf(sha256),
      expectedSha256: sha256,
      options: { registeredPackageNames: names.map((row) => row.packageName) },
      onCrash: (cause) => log.error("upload.validation.crashed", cause, { sha256, requestId: input.requestId }),
    });
  } catch (cause) {
    if (await input.storage.isIntact(sha256)) throw cause;
    log.error("artifact.damaged", cause, { sha256, requestId: input.requestId });
    return null;
  }
}

/** Renews the age of a file that was stored before, so that nothing sweeps it meanwhile. */
export async function keepArtifact(
  tx: Tx,
  file: StoredFile,
  { contentDigest, fileCount }: Pick<ValidPackage, "contentDigest" | "fileCount">,
): Promise<void> {
  await tx
    .insert(artifacts)
    .values({ ...file, contentDigest, fileCount })
    .onConflictDoUpdate({ target: artifacts.sha256, set: { createdAt: sql`now()` } });
}
