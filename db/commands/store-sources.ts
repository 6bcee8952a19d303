import { and, eq, sql } from "drizzle-orm";
import { isCompared } from "@/lib/domain/shared-files";
import type { SourceFile } from "@/scanners/core/source-files";
import type { Db } from "../context";
import { artifactSources, versions } from "../schema";
import { storable } from "./storable";

/**
 * Keeps which Python files a stored ZIP has, to find copies that other plugins have too. Called by every scan of it, before any check
 * has ended: so before its version can become public. What is public already counts with them from here on: an imported version, or
 * other files than the last scan compared.
 */
export async function storeSources(db: Db, artifactSha256: string, files: readonly SourceFile[]): Promise<void> {
  const compared = files.filter(isCompared);
  const listed = {
    paths: compared.map((file) => storable(file.path)),
    contentHashes: compared.map((file) => Buffer.from(file.sha256, "hex")),
  };
  await db
    .insert(artifactSources)
    .values({ artifactSha256, ...listed })
    .onConflictDoUpdate({ target: artifactSources.artifactSha256, set: listed });
  const counted = await db
    .selectDistinct({ pluginId: versions.pluginId })
    .from(versions)
    .where(and(eq(versions.artifactSha256, artifactSha256), eq(versions.status, "approved")));
  // Each on its own: it waits for what becomes public of that plugin at this moment.
  for (const { pluginId } of counted) await db.execute(sql`select keep_newest_copies(${pluginId})`);
}
