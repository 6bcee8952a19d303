import { count, desc, eq, sql } from "drizzle-orm";
import { canSeeReport, type Viewer } from "@/lib/domain/permissions";
import { isPublicStatus, type VersionStatus } from "@/lib/domain/version-status";
import type { PluginMetadata } from "@/scanners/archive/types";
import type { CheckId, Severity, Verdict } from "@/scanners/core/types";
import type { Executor } from "../context";
import { artifacts, checkRuns, findings, plugins, versions } from "../schema";
import { isDeprecated } from "./deprecation";
import { isEditorOf } from "./editorship";

export interface VersionFacts {
  versionId: number;
  version: string;
  status: VersionStatus;
  isPublic: boolean;
  verdict: Verdict | null;
  metadata: PluginMetadata;
  isExperimental: boolean;
  artifactSha256: string;
  sizeBytes: number;
  uploadedAt: Date;
  publishedAt: Date | null;
  currentScanId: string | null;
}

export interface PluginFacts {
  pluginId: number;
  packageName: string;
  name: string;
  isDeprecated: boolean;
  /** What the viewer may see, newest publication or upload first; never empty. */
  versions: VersionFacts[];
}

/** @returns null when there is nothing that this viewer may see, whether or not the plugin exists */
export async function getPluginFacts(db: Executor, packageName: string, viewer: Viewer | null): Promise<PluginFacts | null> {
  const rows = await db
    .select({ plugin: plugins, version: versions, sizeBytes: artifacts.sizeBytes })
    .from(versions)
    .innerJoin(plugins, eq(plugins.id, versions.pluginId))
    .innerJoin(artifacts, eq(artifacts.sha256, versions.artifactSha256))
    .where(sql`lower(${plugins.packageName}) = lower(${packageName})`)
    .orderBy(desc(sql`coalesce(${versions.approvedAt}, ${versions.uploadedAt})`), desc(versions.id));
  const plugin = rows[0]?.plugin;
  if (!plugin) return null;
  const seesDrafts = canSeeReport(viewer, viewer !== null && (await isEditorOf(db, plugin.id, viewer)));
  const all = rows.map(({ version, sizeBytes }) => factsOf(version, sizeBytes, plugin.deletedAt));
  const visible = all.filter((one) => one.isPublic || seesDrafts);
  // Public texts come from a public version, for everybody.
  const shown = visible.find((one) => one.isPublic) ?? visible[0];
  if (!shown) return null;
  const name = shown.isPublic ? plugin.name : shown.metadata.name;
  const facts = { pluginId: plugin.id, packageName: plugin.packageName, name, versions: visible };
  return { ...facts, isDeprecated: isDeprecated(plugin, shown.metadata) };
}

function factsOf(row: typeof versions.$inferSelect, sizeBytes: number, deletedAt: Date | null): VersionFacts {
  return {
    versionId: row.id,
    version: row.version,
    status: row.status,
    isPublic: isPublicStatus(row.status) && deletedAt === null,
    // a verdict that belongs to a file which is being checked again says nothing about it
    verdict: row.status === "validating" ? null : row.effectiveVerdict,
    metadata: row.metadata,
    isExperimental: row.isExperimental,
    artifactSha256: row.artifactSha256,
    sizeBytes,
    uploadedAt: row.uploadedAt,
    publishedAt: row.firstApprovedAt,
    currentScanId: row.currentScanId,
  };
}

export interface CheckFacts {
  checkId: CheckId;
  state: "queued" | "running" | "finished" | "errored";
  /** Findings per severity, those that an author suppressed among them. */
  findings: Record<Severity, number>;
  suppressed: number;
}

/** What was checked and how much was found: counts, no places and no code. */
export async function listCheckFacts(db: Executor, scanId: string): Promise<CheckFacts[]> {
  const runs = await db
    .select({ checkId: checkRuns.checkId, state: checkRuns.state })
    .from(checkRuns)
    .where(eq(checkRuns.scanId, scanId))
    .orderBy(checkRuns.checkId);
  const isSuppressed = sql<boolean>`${findings.suppression} is not null`;
  const counts = await db
    .select({ checkId: findings.checkId, severity: findings.severity, isSuppressed, count: count() })
    .from(findings)
    .where(eq(findings.scanId, scanId))
    .groupBy(findings.checkId, findings.severity, isSuppressed);
  return runs.map(({ checkId, state }) => {
    const own = counts.filter((row) => row.checkId === checkId);
    const sum = (rows: typeof counts) => rows.reduce((total, row) => total + row.count, 0);
    const bySeverity = (severity: Severity) => sum(own.filter((row) => row.severity === severity));
    return {
      checkId,
      state,
      findings: { critical: bySeverity("critical"), warning: bySeverity("warning"), info: bySeverity("info") },
      suppressed: sum(own.filter((row) => row.isSuppressed)),
    };
  });
}
