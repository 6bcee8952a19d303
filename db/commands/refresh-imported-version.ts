import { and, eq, sql } from "drizzle-orm";
import type { Executor } from "../context";
import type { ImportedFacts } from "../queries/imports";
import { versions } from "../schema";

/** Follows what the other repository says of a version by now. Its file and its state are not touched. */
export async function refreshImportedVersion(db: Executor, versionId: number, facts: ImportedFacts): Promise<void> {
  const { isExperimental, qgisMinimum, qgisMaximum, downloads, ...texts } = facts;
  await db
    .update(versions)
    .set({
      metadata: sql`${versions.metadata} || ${JSON.stringify({ ...texts, experimental: isExperimental })}::jsonb`,
      isExperimental,
      qgisMinimum,
      qgisMaximum,
      importedDownloads: downloads,
    })
    .where(and(eq(versions.id, versionId), eq(versions.uploadedVia, "import")));
}
