import { and, asc, eq, exists, isNull, lt, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { CheckedLink } from "@/lib/domain/link-state";
import { canDecide, canSeeReport, type SignedIn } from "@/lib/domain/permissions";
import type { VersionStatus } from "@/lib/domain/version-status";
import type { PackageProblem, PluginMetadata } from "@/scanners/archive/types";
import type { Verdict } from "@/scanners/core/types";
import type { VerdictReason } from "@/scanners/core/verdict";
import type { Executor } from "../context";
import { artifacts, downloads, downloadTotals, pluginEditors, plugins, scans, users, versionEvents, versions } from "../schema";
import { type Deprecation, getDeprecation } from "./deprecation";
import { listLinkChecks } from "./link-checks";
import { getScanReport, type ScanReport } from "./scan-report";

export interface VersionHistoryEntry {
  at: Date;
  event: string;
  fromStatus: VersionStatus | null;
  toStatus: VersionStatus | null;
  actorKind: "person" | "token" | "system" | "importer";
  actorName: string | null;
  reason: string | null;
  /** Of the scan that the event is about. */
  hasScanEnded: boolean;
  /** Another one had ended before it. */
  wasScannedBefore: boolean;
}

export interface VersionReport {
  versionId: number;
  pluginId: number;
  packageName: string;
  pluginName: string;
  version: string;
  status: VersionStatus;
  /** `report`: editors, approvers, admins. `summary`: visitors of a public version, no code and no history. */
  access: "report" | "summary";
  isEditor: boolean;
  canDecide: boolean;
  wasEverApproved: boolean;
  basis: "verdict" | "imported" | null;
  verdict: Verdict | null;
  reason: VerdictReason | null;
  /** Critical findings that comments hide and that no approver has seen, while it waits for one. */
  unseenCritical: number;
  metadata: PluginMetadata;
  isExperimental: boolean;
  /** Null: nobody advises against the plugin or this version. */
  deprecation: Deprecation | null;
  artifactSha256: string;
  sizeBytes: number;
  fileCount: number;
  downloads: number;
  uploadedAt: Date;
  uploadedByName: string | null;
  publishedAt: Date | null;
  waitsBecause: string | null;
  packageWarnings: PackageProblem[];
  /** Whether the links in `metadata` answer; for editors and reviewers. */
  links: CheckedLink[];
  /** Facts and counts; the findings are read apart (report-page.ts). Null while the first scan has not ended. */
  scan: ScanReport | null;
  currentScanId: string | null;
  history: VersionHistoryEntry[];
}

/** One version as this viewer may see it; null for what is not theirs to see, as if it did not exist. */
export async function getVersionReport(
  db: Executor,
  packageName: string,
  version: string,
  viewer: SignedIn | null,
): Promise<VersionReport | null> {
  const row = await findVersion(db, packageName, version, viewer);
  if (!row) return null;
  const isEditor = row.editorId !== null;
  const access = canSeeReport(viewer, isEditor) ? "report" : "summary";
  if (access === "summary" && row.version.status !== "approved") return null;
  const scan = row.version.currentScanId ? await getScanReport(db, row.version.currentScanId, access) : null;
  return {
    ...factsOf(row),
    access,
    isEditor,
    canDecide: canDecide(viewer, isEditor),
    deprecation: await getDeprecation(db, row, row.version.metadata),
    downloads: await countDownloads(db, row.version.id),
    uploadedByName: access === "report" ? row.uploadedByName : null,
    waitsBecause: access === "report" ? row.version.waitsBecause : null,
    packageWarnings: access === "report" ? row.version.packageWarnings : [],
    links: access === "report" ? await listLinkChecks(db, row.version.metadata) : [],
    scan: scan?.verdict ? scan : null,
    history: access === "report" ? await listVersionHistory(db, row.version.id) : [],
  };
}

type Row = NonNullable<Awaited<ReturnType<typeof findVersion>>>;

async function findVersion(db: Executor, packageName: string, version: string, viewer: SignedIn | null) {
  const [row] = await db
    .select({
      version: versions,
      packageName: plugins.packageName,
      pluginName: plugins.name,
      deprecatedAt: plugins.deprecatedAt,
      deprecationMessage: plugins.deprecationMessage,
      replacementId: plugins.replacementId,
      artifact: artifacts,
      uploadedByName: users.name,
      editorId: pluginEditors.userId,
    })
    .from(versions)
    .innerJoin(plugins, eq(plugins.id, versions.pluginId))
    .innerJoin(artifacts, eq(artifacts.sha256, versions.artifactSha256))
    .leftJoin(users, eq(users.id, versions.uploadedBy))
    .leftJoin(pluginEditors, viewer ? and(eq(pluginEditors.pluginId, plugins.id), eq(pluginEditors.userId, viewer.userId)) : sql`false`)
    .where(and(sql`lower(${plugins.packageName}) = lower(${packageName})`, eq(versions.version, version), isNull(plugins.deletedAt)));
  return row ?? null;
}

function factsOf({ version, packageName, pluginName, artifact }: Row) {
  const isValidating = version.status === "validating";
  return {
    versionId: version.id,
    pluginId: version.pluginId,
    packageName,
    // a draft's own name is nobody else's to read, and those who see the draft should read it
    pluginName: version.status === "approved" ? pluginName : version.metadata.name,
    version: version.version,
    status: version.status,
    wasEverApproved: version.firstApprovedAt !== null,
    basis: version.basis,
    // a verdict of the file before says nothing of the one that is being checked
    verdict: isValidating ? null : version.effectiveVerdict,
    reason: isValidating ? null : version.effectiveReason,
    unseenCritical: version.status === "validated" ? version.newCriticalSuppressions : 0,
    metadata: version.metadata,
    isExperimental: version.isExperimental,
    artifactSha256: version.artifactSha256,
    sizeBytes: artifact.sizeBytes,
    fileCount: artifact.fileCount,
    uploadedAt: version.uploadedAt,
    publishedAt: version.approvedAt,
    currentScanId: version.currentScanId,
  };
}

async function countDownloads(db: Executor, versionId: number): Promise<number> {
  const single = await db.$count(downloads, eq(downloads.versionId, versionId));
  const [added] = await db.select({ times: downloadTotals.downloads }).from(downloadTotals).where(eq(downloadTotals.versionId, versionId));
  return single + (added?.times ?? 0);
}

/** Every change of the version's state, oldest first. */
export async function listVersionHistory(db: Executor, versionId: number): Promise<VersionHistoryEntry[]> {
  const earlier = alias(scans, "earlier");
  const endedBefore = db
    .select({ one: sql`1` })
    .from(earlier)
    .where(and(eq(earlier.versionId, versionEvents.versionId), lt(earlier.concludedAt, versionEvents.at)));
  return db
    .select({
      at: versionEvents.at,
      event: versionEvents.event,
      fromStatus: versionEvents.fromStatus,
      toStatus: versionEvents.toStatus,
      actorKind: versionEvents.actorKind,
      actorName: users.name,
      reason: versionEvents.reason,
      hasScanEnded: sql<boolean>`${scans.concludedAt} is not null`,
      wasScannedBefore: sql<boolean>`${exists(endedBefore)}`,
    })
    .from(versionEvents)
    .leftJoin(scans, eq(scans.id, versionEvents.scanId))
    .leftJoin(users, eq(users.id, versionEvents.actorId))
    .where(eq(versionEvents.versionId, versionId))
    .orderBy(asc(versionEvents.id));
}
