import { and, desc, eq, inArray, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import type { Executor } from "../context";
import { plugins, versions } from "../schema";

/** What everybody may know of a version that was public once: that it is gone, by whom, and since when. Never why. */
export interface HiddenVersion {
  pluginId: number;
  packageName: string;
  version: string;
  isExperimental: boolean;
  /** `withdrawn`: its owner took it back. `quarantined`: staff hid it, and may have refused it since. */
  status: "withdrawn" | "quarantined";
  since: Date;
}

/** Versions of a plugin that were public and are hidden now, the newest first; none of a plugin that was deleted. */
export async function listHiddenVersions(db: Executor, packageName: string): Promise<HiddenVersion[]> {
  return select(db, sql`lower(${plugins.packageName}) = lower(${packageName})`);
}

export async function getHiddenVersion(db: Executor, packageName: string, version: string): Promise<HiddenVersion | null> {
  const [row] = await select(db, and(sql`lower(${plugins.packageName}) = lower(${packageName})`, eq(versions.version, version)));
  return row ?? null;
}

async function select(db: Executor, which: SQL | undefined): Promise<HiddenVersion[]> {
  const rows = await db
    .select({
      pluginId: plugins.id,
      packageName: plugins.packageName,
      version: versions.version,
      isExperimental: versions.isExperimental,
      status: versions.status,
      since: versions.statusChangedAt,
    })
    .from(versions)
    .innerJoin(plugins, and(eq(plugins.id, versions.pluginId), isNull(plugins.deletedAt)))
    .where(and(which, isNotNull(versions.firstApprovedAt), inArray(versions.status, ["withdrawn", "quarantined", "rejected"])))
    .orderBy(desc(versions.firstApprovedAt), desc(versions.id));
  return rows.map((row) => ({ ...row, status: row.status === "withdrawn" ? "withdrawn" : "quarantined" }));
}
