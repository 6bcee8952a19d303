import { and, desc, eq, inArray } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { VersionStatus } from "@/lib/domain/version-status";
import type { Verdict } from "@/scanners/core/types";
import type { Executor } from "../context";
import { plugins, versions } from "../schema";

/** A version that its editors can take back, or publish again. */
export interface ManagedVersion {
  versionId: number;
  version: string;
  status: Extract<VersionStatus, "approved" | "withdrawn">;
  verdict: Verdict | null;
  isExperimental: boolean;
  publishedAt: Date | null;
  /** Since when it is in this state. */
  statusChangedAt: Date;
}

/** What is or was public of a plugin, newest first. The caller has asked that the viewer edits it. */
export async function listManagedVersions(db: Executor, pluginId: number): Promise<ManagedVersion[]> {
  const rows = await db
    .select({
      versionId: versions.id,
      version: versions.version,
      status: versions.status,
      verdict: versions.effectiveVerdict,
      isExperimental: versions.isExperimental,
      publishedAt: versions.approvedAt,
      statusChangedAt: versions.statusChangedAt,
    })
    .from(versions)
    .where(and(eq(versions.pluginId, pluginId), inArray(versions.status, ["approved", "withdrawn"])))
    .orderBy(desc(versions.approvedAt), desc(versions.id));
  return rows as ManagedVersion[];
}

/** What the owners have said about the plugin's deprecation, as the form shows it. */
export interface DeprecationForm {
  deprecatedAt: Date | null;
  message: string;
  /** Package name, also while that plugin is not public. */
  replacement: string;
  /** The newest version's metadata.txt says it, which this page cannot take back. */
  isInMetadata: boolean;
}

export async function getDeprecationForm(db: Executor, pluginId: number): Promise<DeprecationForm> {
  const other = alias(plugins, "other");
  const [row] = await db
    .select({ deprecatedAt: plugins.deprecatedAt, message: plugins.deprecationMessage, replacement: other.packageName })
    .from(plugins)
    .leftJoin(other, eq(other.id, plugins.replacementId))
    .where(eq(plugins.id, pluginId));
  const [newest] = await db
    .select({ metadata: versions.metadata })
    .from(versions)
    .where(and(eq(versions.pluginId, pluginId), eq(versions.status, "approved")))
    .orderBy(desc(versions.approvedAt), desc(versions.id))
    .limit(1);
  return {
    deprecatedAt: row?.deprecatedAt ?? null,
    message: row?.message ?? "",
    replacement: row?.replacement ?? "",
    isInMetadata: newest?.metadata.deprecated ?? false,
  };
}
