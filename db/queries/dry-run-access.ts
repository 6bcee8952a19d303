import { and, eq, gt, sql } from "drizzle-orm";
import type { Viewer } from "@/lib/domain/permissions";
import type { PackageProblem } from "@/scanners/archive/types";
import type { Executor } from "../context";
import { dryRuns } from "../schema";
import { isEditorOf } from "./editorship";

export interface DryRun {
  scanId: string;
  /** Null: not the sender's plugin, so that nothing was decided about its findings. */
  pluginId: number | null;
  packageName: string;
  name: string;
  version: string;
  packageWarnings: PackageProblem[];
  expiresAt: Date;
}

/**
 * A dry run, for the one who sent it: approvers and admins see none. A token for one plugin sees that plugin's; who has
 * lost the plugin meanwhile sees no more of what is decided about it.
 */
export async function getDryRun(db: Executor, scanId: string, viewer: Viewer | null): Promise<DryRun | null> {
  if (!viewer || viewer.isSuspended) return null;
  const [row] = await db
    .select()
    .from(dryRuns)
    .where(and(eq(dryRuns.scanId, scanId), eq(dryRuns.userId, viewer.userId), gt(dryRuns.expiresAt, sql`now()`)));
  if (!row) return null;
  const { pluginId, packageName, name, version, packageWarnings, expiresAt } = row;
  const isVisible = pluginId === null ? (viewer.onlyPluginId ?? null) === null : await isEditorOf(db, pluginId, viewer);
  return isVisible ? { scanId, pluginId, packageName, name, version, packageWarnings, expiresAt } : null;
}
