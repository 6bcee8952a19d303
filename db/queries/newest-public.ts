import { and, desc, eq, isNull } from "drizzle-orm";
import type { Executor } from "../context";
import { plugins, versions } from "../schema";

/** Public = approved, and the plugin not deleted. Needs both tables in the query. */
export const isPublic = () => and(eq(versions.status, "approved"), isNull(plugins.deletedAt));

/** One row per plugin that has something public: its version that became public last. What badges and back-runs speak of. */
export function newestPublicVersions(db: Executor) {
  return db
    .selectDistinctOn([versions.pluginId], { versionId: versions.id, pluginId: versions.pluginId })
    .from(versions)
    .innerJoin(plugins, eq(plugins.id, versions.pluginId))
    .where(isPublic())
    .orderBy(versions.pluginId, desc(versions.approvedAt), desc(versions.id));
}
