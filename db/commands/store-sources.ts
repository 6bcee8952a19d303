import { asc, eq, inArray, sql } from "drizzle-orm";
import { isCompared } from "@/lib/domain/shared-files";
import type { SourceFile } from "@/scanners/core/source-files";
import type { Db } from "../context";
import { artifactSources, sourceCopies, versions } from "../schema";
import { storable } from "./storable";

/**
 * Keeps which Python files a stored ZIP has, to find copies that other plugins have too. Called by every scan of it, before any check
 * has ended: so before its version can become public, and what is compared may have changed since the last one.
 */
export function storeSources(db: Db, artifactSha256: string, files: readonly SourceFile[]): Promise<void> {
  const compared = files.filter(isCompared);
  const listed = {
    paths: compared.map((file) => storable(file.path)),
    contentHashes: compared.map((file) => Buffer.from(file.sha256, "hex")),
  };
  return db.transaction(async (tx) => {
    await tx
      .insert(artifactSources)
      .values({ artifactSha256, ...listed })
      .onConflictDoUpdate({ target: artifactSources.artifactSha256, set: listed });
    // Held, so that a file that replaces this one goes before us or after us, and its own scan writes what it has.
    const rows = await tx
      .select({ id: versions.id })
      .from(versions)
      .where(eq(versions.artifactSha256, artifactSha256))
      .orderBy(asc(versions.id))
      .for("share");
    if (rows.length === 0) return;
    const ids = rows.map((row) => row.id);
    await tx.delete(sourceCopies).where(inArray(sourceCopies.versionId, ids));
    await tx.execute(sql`
      insert into ${sourceCopies} (content_hash, plugin_id, version_id)
      select distinct content_hash, v.plugin_id, v.id
      from ${versions} v
      join ${artifactSources} a on a.artifact_sha256 = v.artifact_sha256
      cross join unnest(a.content_hashes) as content_hash
      where v.id = any(${sql.param(ids)}::int[])`);
  });
}
