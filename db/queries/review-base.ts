import { and, desc, eq, exists, inArray, isNotNull, lt, ne, or, sql } from "drizzle-orm";
import { comparePluginVersions } from "@/lib/domain/plugin-version";
import { streamOf } from "@/lib/domain/version-stream";
import type { PluginMetadata } from "@/scanners/archive/types";
import type { Executor } from "../context";
import { versionEvents, versions } from "../schema";

/** What a version under review is compared with. */
export interface ReviewBase {
  versionId: number;
  version: string;
  artifactSha256: string;
  metadata: PluginMetadata;
  /** When a person looked at it, here or in the repository that it was imported from. */
  approvedAt: Date;
  isImported: boolean;
}

type Asked = Pick<typeof versions.$inferSelect, "id" | "pluginId" | "isExperimental" | "qgisMinimum" | "firstApprovedAt">;

/**
 * The newest version of the same stream (channel, QGIS major) that a person approved; imported approvals count, automatic
 * ones do not. What staff have hidden or refused since is nothing to compare with. For a version that was public itself:
 * the newest one before it. Null: there is none.
 */
export async function getReviewBase(db: Executor, version: Asked): Promise<ReviewBase | null> {
  const byPerson = db
    .select({ one: sql`1` })
    .from(versionEvents)
    .where(and(eq(versionEvents.versionId, versions.id), eq(versionEvents.event, "approve"), eq(versionEvents.actorKind, "person")));
  const rows = await db
    .select()
    .from(versions)
    .where(
      and(
        eq(versions.pluginId, version.pluginId),
        ne(versions.id, version.id),
        inArray(versions.status, ["approved", "withdrawn"]),
        isNotNull(versions.firstApprovedAt),
        version.firstApprovedAt ? lt(versions.firstApprovedAt, version.firstApprovedAt) : undefined,
        or(eq(versions.basis, "imported"), exists(byPerson)),
      ),
    )
    .orderBy(desc(versions.firstApprovedAt));
  // An import brings many at the same moment: their numbers tell which is the newest.
  const [base] = rows
    .filter((row) => streamOf(row) === streamOf(version))
    .sort((a, b) => approvalOf(b) - approvalOf(a) || comparePluginVersions(b.version, a.version));
  if (!base) return null;
  return {
    versionId: base.id,
    version: base.version,
    artifactSha256: base.artifactSha256,
    metadata: base.metadata,
    approvedAt: base.firstApprovedAt as Date,
    isImported: base.basis === "imported",
  };
}

const approvalOf = (row: { firstApprovedAt: Date | null }): number => row.firstApprovedAt?.getTime() ?? 0;
