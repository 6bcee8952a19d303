import { and, eq, isNotNull, sql } from "drizzle-orm";
import type { VersionStatus } from "@/lib/domain/version-status";
import type { AppError } from "@/lib/errors";
import { appError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import type { PackageProblem } from "@/scanners/archive/types";
import type { Db, Tx } from "../context";
import { plugins, versions } from "../schema";
import { actorFor, type Uploader } from "./actor";
import { createPlugin } from "./create-plugin";
import { createVersion, type UploadVia } from "./create-version";
import { inTransaction } from "./in-transaction";
import { queueEmails } from "./queue-email";
import { fileIsLost, keepArtifact, readPackage, refusePackage, type SentPackage, type ValidPackage } from "./read-package";
import { replaceFile } from "./replace-file";
import { takeName } from "./take-public-name";
import { type ExpectedPackage, expectationProblems, nameProblem, nameTaken } from "./upload-problems";
import { takeUploadSnapshot, type UploadSnapshot, wasUploadedSince } from "./upload-races";

export interface AcceptUploadInput extends SentPackage {
  by: Uploader;
  via: UploadVia;
  asksToWait: boolean;
  expected?: ExpectedPackage;
  /** Ids of rules that the client asked to skip. */
  requestedSkips?: readonly string[];
  /** Sent beside the file; it stands instead of the one in metadata.txt. */
  changelog?: string;
  /** The same person's same file and words within minutes are a client that lost the answer: it gets the same receipt, however far things are. */
  isRepeatable?: boolean;
  /** Of the moment when the request came in; without it, of now. */
  begunAt?: UploadSnapshot;
}

export interface AcceptedUpload {
  pluginId: number;
  versionId: number;
  /** The scan whose verdict will decide about this file. */
  scanId: string;
  packageName: string;
  version: string;
  warnings: PackageProblem[];
  outcome: "new-plugin" | "new-version" | "replaced" | "already-accepted";
}

/**
 * Takes a stored file in as a new plugin, a new version, or a new file of a version that was never approved. The
 * package rules are checked in a thread, all problems at once; then version, scan, runs, jobs and the receipt are
 * written in one transaction. Sending the same twice gives the same version.
 *
 * @returns package-rules (with every problem), not-allowed (not the uploader's plugin, or the token is for another one),
 * already-published, conflict (somebody else's file for that version came in at the same moment), suspended,
 * upload-expired (the stored bytes are gone or damaged)
 */
export async function acceptUpload(db: Db, input: AcceptUploadInput): Promise<Result<AcceptedUpload, AppError>> {
  const begunAt = input.begunAt ?? (await takeUploadSnapshot(db));
  const validation = await readPackage(db, input);
  if (!validation) return fileIsLost();
  if (!validation.ok) return refusePackage(validation.problems);
  const unexpected = expectationProblems(validation, input.expected);
  if (unexpected.length > 0) return refusePackage(unexpected);
  const { changelog } = input;
  const described = changelog ? { ...validation, metadata: { ...validation.metadata, changelog } } : validation;
  return inTransaction(db, (tx) => acceptPackage(tx, { ...input, begunAt }, described));
}

async function acceptPackage(
  tx: Tx,
  input: AcceptUploadInput & { begunAt: UploadSnapshot },
  validation: ValidPackage,
): Promise<Result<AcceptedUpload, AppError>> {
  // One upload per plugin name at a time, also for a name that has no row yet: the second sees what the first wrote.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`upload:${validation.packageName.toLowerCase()}`}, 0))`);
  await keepArtifact(tx, input.file, validation);
  const [plugin] = await tx
    .select()
    .from(plugins)
    .where(sql`lower(${plugins.packageName}) = lower(${validation.packageName})`)
    // An owner who gives the name up at this moment goes before us or after us.
    .for("key share");
  const actor = await actorFor(tx, input.by, plugin?.id ?? null);
  if (actor.isSuspended) return appError("suspended", "Your account is suspended.");
  if (plugin && !actor.isEditor) {
    return appError(
      "not-allowed",
      `The package name “${plugin.packageName}” belongs to somebody else's plugin. Rename the folder, or ask its maintainers to add you.`,
    );
  }
  const problem = await nameProblem(tx, validation, plugin);
  if (problem) return refusePackage([problem]);

  const { version } = validation.metadata;
  const pluginId =
    plugin?.id ?? (await createPlugin(tx, { packageName: validation.packageName, name: validation.metadata.name, ownerId: actor.userId }));
  if (pluginId === null) return refusePackage([nameTaken(validation, "uploaded at the same moment")]);
  const [existing] = await tx
    .select()
    .from(versions)
    .where(and(eq(versions.pluginId, pluginId), eq(versions.version, version)))
    .for("update");
  const accepted = (written: { versionId: number; scanId: string }, outcome: AcceptedUpload["outcome"]) =>
    ok({ ...written, pluginId, packageName: validation.packageName, version, warnings: validation.warnings, outcome });
  if (existing?.currentScanId && isSameUpload(existing, input, validation))
    return accepted({ versionId: existing.id, scanId: existing.currentScanId }, "already-accepted");
  if (existing && (await wasUploadedSince(tx, existing.id, input.begunAt)))
    return appError(
      "conflict",
      `Another file for version ${version} came in at the same moment. Look at that one before you send yours again.`,
    );

  const upload = { ...input, actor, validation };
  const written = existing
    ? await replaceFile(tx, existing, upload)
    : await createVersion(tx, pluginId, { ...upload, isNewPlugin: !plugin });
  if (!written.ok) return written;
  if (!(await followDraftName(tx, pluginId, validation))) return refusePackage([nameTaken(validation, "uploaded at the same moment")]);
  const { versionId, scanId } = written.value;
  await queueEmails(tx, {
    kind: "upload-confirmation",
    subjectId: scanId,
    versionId,
    recipientIds: [actor.userId],
    requestId: input.requestId,
  });
  return accepted(written.value, existing ? "replaced" : plugin ? "new-version" : "new-plugin");
}

/** What a file reaches without anybody's decision; a returned or rejected one that is sent again is meant to be looked at again. */
const REACHED_BY_ITSELF: readonly VersionStatus[] = ["validated", "blocked", "inconclusive", "approved"];
const REPEATED_WITHIN_MS = 10 * 60 * 1000;

/** The same file with other words or wishes is no repetition: the uploader corrects what was sent before. */
function isSameUpload(existing: typeof versions.$inferSelect, input: AcceptUploadInput, { metadata }: ValidPackage): boolean {
  const skips = (ids: readonly string[] = []) => [...ids].sort().join("\n");
  if (
    existing.artifactSha256 !== input.file.sha256 ||
    existing.metadata.changelog !== metadata.changelog ||
    existing.asksToWait !== input.asksToWait ||
    skips(existing.requestedSkips) !== skips(input.requestedSkips)
  )
    return false;
  if (existing.status === "validating") return true;
  const isRecent = existing.uploadedAt.getTime() > Date.now() - REPEATED_WITHIN_MS;
  return input.isRepeatable === true && isRecent && existing.uploadedBy === input.by.userId && REACHED_BY_ITSELF.includes(existing.status);
}

/** As long as nothing of a plugin was ever public, its name is that of the upload that came last: nobody else can take it. */
async function followDraftName(tx: Tx, pluginId: number, validation: ValidPackage): Promise<boolean> {
  const [published] = await tx
    .select({ id: versions.id })
    .from(versions)
    .where(and(eq(versions.pluginId, pluginId), isNotNull(versions.firstApprovedAt)))
    .limit(1);
  return published !== undefined || takeName(tx, pluginId, validation.metadata.name);
}
