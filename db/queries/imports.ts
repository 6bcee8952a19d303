import { and, eq, inArray } from "drizzle-orm";
import type { VersionStatus } from "@/lib/domain/version-status";
import type { PluginMetadata } from "@/scanners/archive/types";
import type { Executor } from "../context";
import { plugins, versions } from "../schema";

export interface HeldVersion {
  id: number;
  version: string;
  status: VersionStatus;
  /** False: uploaded here. An import leaves it alone. */
  isImported: boolean;
  isPublicBasis: boolean;
  facts: ImportedFacts;
}

/** What the other repository says of a version beside its file, and may change there later. */
export interface ImportedFacts extends Pick<PluginMetadata, "name" | "author" | "tags" | "deprecated" | "server"> {
  isExperimental: boolean;
  qgisMinimum: number;
  qgisMaximum: number;
  downloads: number;
}

/** All versions of a plugin as an import meets them. */
export async function listHeldVersions(db: Executor, pluginId: number): Promise<HeldVersion[]> {
  const rows = await db.select().from(versions).where(eq(versions.pluginId, pluginId)).orderBy(versions.id);
  return rows.map(({ metadata, ...row }) => ({
    id: row.id,
    version: row.version,
    status: row.status,
    isImported: row.uploadedVia === "import",
    isPublicBasis: row.basis === "imported",
    facts: {
      name: metadata.name,
      author: metadata.author,
      tags: metadata.tags,
      deprecated: metadata.deprecated,
      server: metadata.server,
      isExperimental: row.isExperimental,
      qgisMinimum: row.qgisMinimum,
      qgisMaximum: row.qgisMaximum,
      downloads: row.importedDownloads,
    },
  }));
}

/** Those of the ids that versions have already. */
export async function listTakenVersionIds(db: Executor, ids: readonly number[]): Promise<Set<number>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .select({ id: versions.id })
    .from(versions)
    .where(inArray(versions.id, [...ids]));
  return new Set(rows.map((row) => row.id));
}

/** Plugins of which a public listing brought versions that are public here. */
export async function listMirroredPlugins(db: Executor): Promise<{ pluginId: number; packageName: string }[]> {
  return db
    .selectDistinct({ pluginId: plugins.id, packageName: plugins.packageName })
    .from(plugins)
    .innerJoin(versions, eq(versions.pluginId, plugins.id))
    .where(and(eq(plugins.importedFrom, "public"), eq(versions.status, "approved"), eq(versions.basis, "imported")))
    .orderBy(plugins.id);
}
