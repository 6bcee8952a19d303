import { and, desc, eq, isNotNull, lt, ne, or } from "drizzle-orm";
import type { ComparisonKind } from "@/lib/domain/memory";
import { comparePluginVersions } from "@/lib/domain/plugin-version";
import { streamOf } from "@/lib/domain/version-stream";
import type { Executor } from "../context";
import { scans, versions } from "../schema";

type VersionRow = typeof versions.$inferSelect;

/**
 * The newest approved version of the stream (stable or experimental, QGIS major) that has a scan: for a version that
 * was approved itself, the newest one that was approved before it.
 */
export async function getPreviousApproved(
  db: Executor,
  version: Pick<VersionRow, "id" | "pluginId" | "isExperimental" | "qgisMinimum" | "approvedAt">,
): Promise<{ scanId: string; version: string } | null> {
  const approved = await db
    .select({
      scanId: scans.id,
      version: versions.version,
      isExperimental: versions.isExperimental,
      qgisMinimum: versions.qgisMinimum,
    })
    .from(versions)
    .innerJoin(scans, and(eq(scans.id, versions.currentScanId), isNotNull(scans.verdict), ne(scans.verdict, "inconclusive")))
    .where(
      and(
        eq(versions.pluginId, version.pluginId),
        eq(versions.status, "approved"),
        ne(versions.id, version.id),
        version.approvedAt === null ? undefined : lt(versions.approvedAt, version.approvedAt),
      ),
    )
    .orderBy(desc(versions.approvedAt), desc(versions.id));
  const previous = approved.find((row) => streamOf(row) === streamOf(version));
  return previous ? { scanId: previous.scanId, version: previous.version } : null;
}

/**
 * What the findings of a scan are compared with: the previous approved version of the stream. While none is approved, the
 * newest earlier scan in the stream: usually the file that was sent before under the same number, since its author asks
 * what is left of what they were told. Scans that could not be run to their end say nothing about what was there.
 */
export async function getPreviousScan(
  db: Executor,
  version: VersionRow,
  scan: typeof scans.$inferSelect,
): Promise<{ scanId: string; version: string; kind: ComparisonKind } | null> {
  const approved = await getPreviousApproved(db, version);
  if (approved) return { ...approved, kind: "approved" };
  const earlier = await db
    .select({
      scanId: scans.id,
      versionId: versions.id,
      version: versions.version,
      isExperimental: versions.isExperimental,
      qgisMinimum: versions.qgisMinimum,
    })
    .from(scans)
    .innerJoin(versions, eq(versions.id, scans.versionId))
    .where(
      and(
        eq(versions.pluginId, version.pluginId),
        ne(scans.id, scan.id),
        isNotNull(scans.verdict),
        ne(scans.verdict, "inconclusive"),
        lt(scans.queuedAt, scan.queuedAt),
        // the same file scanned once more is no earlier one
        or(ne(versions.id, version.id), ne(scans.artifactSha256, scan.artifactSha256)),
      ),
    )
    .orderBy(desc(scans.queuedAt));
  const previous = earlier.find((row) => streamOf(row) === streamOf(version) && comparePluginVersions(row.version, version.version) <= 0);
  if (!previous) return null;
  const { scanId, versionId, version: number } = previous;
  return { scanId, version: number, kind: versionId === version.id ? "last-file" : "draft" };
}
