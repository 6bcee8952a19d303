import { eq } from "drizzle-orm";
import { decideTransition } from "@/lib/domain/version-status";
import type { PackageProblem, PluginMetadata } from "@/scanners/archive/types";
import type { Tx } from "../context";
import { artifacts, versions } from "../schema";
import { startScan } from "./start-scan";
import { appendEvent } from "./transition-version";

const IMPORTER = { kind: "importer" } as const;

/** Lists show it where other versions say why they wait. */
export const NOT_PUBLIC_THERE = "It was not public in the repository that it was imported from.";

export interface ImportedFile {
  /** In storage already. */
  sha256: string;
  sizeBytes: number;
  /** Null: our reader refuses the archive. */
  content: { digest: string; fileCount: number } | null;
  /** Of the archive when it is refused, otherwise what the package rules would say. */
  problems: PackageProblem[];
}

export interface ImportedVersionRow {
  /** The id that it had in the other repository; null: a new one. */
  id: number | null;
  pluginId: number;
  version: string;
  file: ImportedFile;
  metadata: PluginMetadata;
  isExperimental: boolean;
  /** Ordinals of lib/domain/qgis-version.ts. */
  qgisMinimum: number;
  qgisMaximum: number;
  uploadedBy: string | null;
  uploadedAt: Date;
  isPublicThere: boolean;
  downloads: number;
  /** Ids of our rules. */
  requestedSkips: string[];
}

type VersionRow = typeof versions.$inferSelect;

/**
 * Writes a version as another repository has it: public there, public here with the basis `imported` and without a
 * verdict; not public there, a draft with a scan of the lowest priority, which nobody is mailed about and which never
 * publishes by itself. The package rules are not asked. An archive that our reader refuses is marked: it could not be
 * checked, approvers find it under "Needs a decision" with the reason, and a scan says the same.
 *
 * @returns null when the plugin has this version already, or the id is another version's
 */
export async function insertImportedVersion(tx: Tx, input: ImportedVersionRow): Promise<VersionRow | null> {
  const event = input.isPublicThere ? "import-public" : "import-draft";
  const basis = input.isPublicThere ? "imported" : null;
  const decided = decideTransition(null, event, IMPORTER, {
    effectiveVerdict: null,
    basis,
    wasEverApproved: false,
    previousStatus: null,
  });
  if (!decided.ok || decided.to === "deleted") throw new Error(`a version cannot be imported: ${event}`);
  await insertArtifact(tx, input.file);
  const [version] = await tx
    .insert(versions)
    .values({ ...columnsOf(input), status: decided.to, basis })
    .onConflictDoNothing()
    .returning();
  if (!version) return null;
  const scanId = await scanIfDue(tx, input, version);
  await appendEvent(tx, { version, event, actor: IMPORTER, from: null, to: decided.to, scanId });
  return version;
}

/** A refused archive has no content: nothing else has the digest that stands for it. */
async function insertArtifact(tx: Tx, file: ImportedFile): Promise<void> {
  const contentDigest = file.content?.digest ?? `refused:${file.sha256}`;
  await tx
    .insert(artifacts)
    .values({ sha256: file.sha256, sizeBytes: file.sizeBytes, contentDigest, fileCount: file.content?.fileCount ?? 0 })
    .onConflictDoNothing();
}

function columnsOf(input: ImportedVersionRow) {
  const { file } = input;
  const refused = file.content
    ? null
    : `Its archive was refused when it was imported: ${file.problems[0]?.message ?? "it cannot be read."}`;
  const approval = input.isPublicThere ? { firstApprovedAt: input.uploadedAt, approvedAt: input.uploadedAt } : { asksToWait: true };
  return {
    ...(input.id === null ? {} : { id: input.id }),
    pluginId: input.pluginId,
    version: input.version,
    artifactSha256: file.sha256,
    metadata: input.metadata,
    packageWarnings: file.problems,
    isExperimental: input.isExperimental,
    qgisMinimum: input.qgisMinimum,
    qgisMaximum: input.qgisMaximum,
    uploadedBy: input.uploadedBy,
    uploadedVia: "import" as const,
    uploadedAt: input.uploadedAt,
    statusChangedAt: input.uploadedAt,
    ...approval,
    // A draft has no verdict before its scan; of a public one it is known at once that it cannot be checked.
    effectiveVerdict: refused && input.isPublicThere ? ("inconclusive" as const) : null,
    waitsBecause: refused ?? (input.isPublicThere ? null : NOT_PUBLIC_THERE),
    importedDownloads: input.downloads,
    requestedSkips: input.requestedSkips,
  };
}

/** What was public waits for the next back-run, unless its archive is refused. */
async function scanIfDue(tx: Tx, input: ImportedVersionRow, version: VersionRow): Promise<string | null> {
  if (input.isPublicThere && input.file.content) return null;
  const { scanId } = await startScan(tx, {
    kind: "backrun",
    versionId: version.id,
    pluginId: version.pluginId,
    artifactSha256: version.artifactSha256,
  });
  if (!input.isPublicThere) await tx.update(versions).set({ currentScanId: scanId }).where(eq(versions.id, version.id));
  return scanId;
}
