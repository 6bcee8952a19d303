import { and, eq, isNull, sql } from "drizzle-orm";
import { canSeeReport, type Viewer } from "@/lib/domain/permissions";
import type { PackageProblem } from "@/scanners/archive/types";
import type { Executor } from "../context";
import { plugins, scans, versions } from "../schema";
import { getDryRun } from "./dry-run-access";
import { isEditorOf } from "./editorship";

export interface ScanAccess {
  scanId: string;
  /** `report`: with findings and code. `summary`: counts, as everybody reads them on the page of a public version. */
  access: "report" | "summary";
  /** Null: a dry run of what is not the sender's plugin, so that nothing was decided about it. */
  pluginId: number | null;
  packageName: string;
  version: string;
  /** Null: a dry run. */
  versionId: number | null;
  packageWarnings: PackageProblem[];
  /** When a dry run is removed; null for a version's scan. */
  expiresAt: Date | null;
}

/** A scan as this viewer may see it; null for what is not theirs to see, and for one whose details are gone, as if it did not exist. */
export async function getScanAccess(db: Executor, scanId: string, viewer: Viewer | null): Promise<ScanAccess | null> {
  const [row] = await db
    .select({
      pluginId: plugins.id,
      packageName: plugins.packageName,
      deletedAt: plugins.deletedAt,
      versionId: versions.id,
      version: versions.version,
      status: versions.status,
      currentScanId: versions.currentScanId,
      // they are about the file that is there now
      packageWarnings: sql<
        PackageProblem[]
      >`case when ${versions.artifactSha256} = ${scans.artifactSha256} then ${versions.packageWarnings} else '[]'::jsonb end`,
    })
    .from(scans)
    .innerJoin(versions, eq(versions.id, scans.versionId))
    .innerJoin(plugins, eq(plugins.id, versions.pluginId))
    .where(and(eq(scans.id, scanId), isNull(scans.thinnedAt)));
  if (!row) return getDryRunAccess(db, scanId, viewer);
  if (row.deletedAt) return null;
  const { pluginId, packageName, versionId, version, packageWarnings } = row;
  const found = { scanId, pluginId, packageName, version, versionId, packageWarnings, expiresAt: null };
  if (canSeeReport(viewer, viewer !== null && (await isEditorOf(db, pluginId, viewer)))) return { ...found, access: "report" };
  const isShown = row.status === "approved" && row.currentScanId === scanId;
  return isShown ? { ...found, access: "summary" } : null;
}

async function getDryRunAccess(db: Executor, scanId: string, viewer: Viewer | null): Promise<ScanAccess | null> {
  const run = await getDryRun(db, scanId, viewer);
  if (!run) return null;
  const { pluginId, packageName, version, packageWarnings, expiresAt } = run;
  return { scanId, access: "report", pluginId, packageName, version, versionId: null, packageWarnings, expiresAt };
}
