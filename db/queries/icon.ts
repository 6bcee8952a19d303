import { and, desc, eq, sql } from "drizzle-orm";
import type { Executor } from "../context";
import { plugins, versions } from "../schema";
import { isPublic } from "./newest-public";

export interface IconSource {
  packageName: string;
  artifactSha256: string;
  /** Path inside the plugin's folder, as metadata.txt has it. */
  icon: string;
}

/** Where the icon of a plugin's newest public version is; null without one. */
export async function getIconSource(db: Executor, packageName: string): Promise<IconSource | null> {
  const [row] = await db
    .select({ packageName: plugins.packageName, artifactSha256: versions.artifactSha256, metadata: versions.metadata })
    .from(versions)
    .innerJoin(plugins, eq(plugins.id, versions.pluginId))
    .where(and(isPublic(), sql`lower(${plugins.packageName}) = lower(${packageName})`))
    .orderBy(desc(versions.approvedAt), desc(versions.id))
    .limit(1);
  return row?.metadata.icon ? { packageName: row.packageName, artifactSha256: row.artifactSha256, icon: row.metadata.icon } : null;
}
