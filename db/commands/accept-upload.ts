import { randomBytes } from "node:crypto";
import { and, eq, gt, ne, sql } from "drizzle-orm";
import type { SignedIn } from "@/lib/domain/permissions";
import type { AppError } from "@/lib/errors";
import { appError } from "@/lib/errors";
import { limitConcurrency } from "@/lib/limit-concurrency";
import { log } from "@/lib/logger";
import { ok, type Result } from "@/lib/result";
import type { Storage } from "@/lib/storage";
import type { PackageProblem, PackageValidation } from "@/scanners/archive/types";
import { validateInThread } from "@/scanners/archive/validate-in-thread";
import type { Db, Tx } from "../context";
import { artifacts, pluginEditors, plugins, stagedUploads, versions } from "../schema";
import { actorFor } from "./actor";
import { createVersion } from "./create-version";
import { inTransaction } from "./in-transaction";
import { queueEmails } from "./queue-email";
import { replaceFile } from "./replace-file";

export interface AcceptUploadInput {
  person: Pick<SignedIn, "userId">;
  sessionHash: string;
  stagedId: string;
  asksToWait: boolean;
  storage: Storage;
  /** Path of the bundled thread that reads the package (lib/program-entries.ts). */
  validateEntry: string;
  requestId?: string;
}

export interface AcceptedUpload {
  versionId: number;
  packageName: string;
  version: string;
  warnings: PackageProblem[];
  outcome: "new-plugin" | "new-version" | "replaced" | "already-accepted";
}

/** Each holds a whole unpacked package, up to 250 MB: more at once would cost the web process its memory. */
const VALIDATIONS_AT_ONCE = 2;
const validate = limitConcurrency(VALIDATIONS_AT_ONCE, validateInThread);

type ValidPackage = Extract<PackageValidation, { ok: true }>;
type Staged = typeof stagedUploads.$inferSelect;

/**
 * Takes a staged file in as a new plugin, a new version, or a new file of a version that was never approved. The
 * package rules are checked in a thread, all problems at once; then version, scan, runs, jobs and the receipt are
 * written in one transaction. Sending the same form twice gives the same version.
 *
 * @returns upload-expired (no such staged file for this sign-in), package-rules (with every problem), not-allowed,
 * conflict (that version is public or its name belongs to another plugin), suspended
 */
export async function acceptUpload(db: Db, input: AcceptUploadInput): Promise<Result<AcceptedUpload, AppError>> {
  const staged = await getStaged(db, input);
  if (!staged) return appError("upload-expired", "The uploaded file is no longer there. Choose it again and send it once more.");
  if (!(await input.storage.has(staged.sha256)))
    return appError("upload-expired", "The uploaded file is no longer there. Choose it again and send it once more.");
  const names = await db.select({ packageName: plugins.packageName }).from(plugins);
  const validation = await validate({
    entry: input.validateEntry,
    artifactPath: input.storage.pathOf(staged.sha256),
    options: { registeredPackageNames: names.map((row) => row.packageName) },
    onCrash: (cause) => log.error("upload.validation.crashed", cause, { sha256: staged.sha256, requestId: input.requestId }),
  });
  if (!validation.ok) return appError("package-rules", "The package cannot be accepted as it is.", validation.problems);
  return acceptPackage(db, input, staged, validation);
}

async function getStaged(db: Db, input: AcceptUploadInput): Promise<Staged | null> {
  const [row] = await db
    .select()
    .from(stagedUploads)
    .where(
      and(
        eq(stagedUploads.id, input.stagedId),
        eq(stagedUploads.userId, input.person.userId),
        eq(stagedUploads.sessionHash, input.sessionHash),
        gt(stagedUploads.expiresAt, sql`now()`),
      ),
    );
  return row ?? null;
}

async function acceptPackage(
  db: Db,
  input: AcceptUploadInput,
  staged: Staged,
  validation: ValidPackage,
): Promise<Result<AcceptedUpload, AppError>> {
  return inTransaction(db, async (tx) => {
    // One upload per plugin name at a time, also for a name that has no row yet: the second sees what the first wrote.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`upload:${validation.packageName.toLowerCase()}`}, 0))`);
    await tx
      .insert(artifacts)
      .values({
        sha256: staged.sha256,
        sizeBytes: staged.sizeBytes,
        contentDigest: validation.contentDigest,
        fileCount: validation.fileCount,
      })
      .onConflictDoUpdate({ target: artifacts.sha256, set: { createdAt: sql`now()` } });
    const [plugin] = await tx.select().from(plugins).where(sql`lower(${plugins.packageName}) = lower(${validation.packageName})`);
    const actor = await actorFor(tx, input.person, plugin?.id ?? null);
    if (actor.isSuspended) return appError("suspended", "Your account is suspended.");
    if (plugin && !actor.isEditor) {
      return appError(
        "not-allowed",
        `The package name “${plugin.packageName}” belongs to somebody else's plugin. Rename the folder, or ask its maintainers to add you.`,
      );
    }
    const problem = await nameProblem(tx, validation, plugin);
    if (problem) return appError("package-rules", "The package cannot be accepted as it is.", [problem]);

    const upload = { actor, staged, validation, asksToWait: input.asksToWait, requestId: input.requestId };
    const pluginId = plugin?.id ?? (await createPlugin(tx, validation, actor.userId));
    const [existing] = await tx
      .select()
      .from(versions)
      .where(and(eq(versions.pluginId, pluginId), eq(versions.version, validation.metadata.version)))
      .for("update");
    if (existing?.status === "validating" && existing.artifactSha256 === staged.sha256)
      return ok(accepted(existing.id, validation, "already-accepted"));
    const written = existing
      ? await replaceFile(tx, existing, upload)
      : await createVersion(tx, pluginId, { ...upload, isNewPlugin: !plugin });
    if (!written.ok) return written;
    const { versionId, scanId } = written.value;
    await queueEmails(tx, {
      kind: "upload-confirmation",
      subjectId: scanId,
      versionId,
      recipientIds: [actor.userId],
      requestId: input.requestId,
    });
    return ok(accepted(versionId, validation, existing ? "replaced" : plugin ? "new-version" : "new-plugin"));
  });
}

const accepted = (versionId: number, validation: ValidPackage, outcome: AcceptedUpload["outcome"]): AcceptedUpload => ({
  versionId,
  packageName: validation.packageName,
  version: validation.metadata.version,
  warnings: validation.warnings,
  outcome,
});

/** Rules that need the repository's memory: the folder's spelling, and the plugin's name. */
async function nameProblem(
  tx: Tx,
  validation: ValidPackage,
  plugin: typeof plugins.$inferSelect | undefined,
): Promise<PackageProblem | null> {
  if (plugin?.deletedAt) {
    return {
      code: "plugin-deleted",
      level: "error",
      message: `The plugin “${plugin.packageName}” was deleted.`,
      advice: "Ask the administrators to restore it before you upload again.",
    };
  }
  if (plugin && plugin.packageName !== validation.packageName) {
    return {
      code: "package-name-spelling",
      level: "error",
      message: `The folder is called “${validation.packageName}”, but the plugin is registered as “${plugin.packageName}”.`,
      advice: `Rename the folder to exactly “${plugin.packageName}”.`,
      entry: validation.packageName,
    };
  }
  const [other] = await tx
    .select({ packageName: plugins.packageName })
    .from(plugins)
    .where(and(sql`lower(${plugins.name}) = lower(${validation.metadata.name})`, plugin ? ne(plugins.id, plugin.id) : undefined));
  if (!other) return null;
  return {
    code: "name-taken",
    level: "error",
    message: `Another plugin (${other.packageName}) is already called “${validation.metadata.name}”.`,
    advice: "Choose another name in metadata.txt.",
    entry: `${validation.packageName}/metadata.txt`,
  };
}

async function createPlugin(tx: Tx, validation: ValidPackage, ownerId: string): Promise<number> {
  const [plugin] = await tx
    .insert(plugins)
    .values({ packageName: validation.packageName, name: validation.metadata.name, fingerprintKey: randomBytes(32).toString("hex") })
    .returning({ id: plugins.id });
  const pluginId = (plugin as { id: number }).id;
  await tx.insert(pluginEditors).values({ pluginId, userId: ownerId, role: "owner" });
  return pluginId;
}
