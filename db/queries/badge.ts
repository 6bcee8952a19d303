import { and, desc, eq, sql } from "drizzle-orm";
import type { Verdict } from "@/scanners/core/types";
import type { Executor } from "../context";
import { plugins, versions } from "../schema";
import { isPublic } from "./newest-public";

export interface PluginBadge {
  verdict: Verdict | null;
  /** Findings that an approver accepted with a reason. */
  keptWithReason: number;
}

/** Of the plugin's version that became public last; null when nothing of it is public. */
export async function getBadge(db: Executor, packageName: string): Promise<PluginBadge | null> {
  const [row] = await db
    .select({ verdict: versions.effectiveVerdict, reason: versions.effectiveReason })
    .from(versions)
    .innerJoin(plugins, eq(plugins.id, versions.pluginId))
    .where(and(isPublic(), sql`lower(${plugins.packageName}) = lower(${packageName})`))
    .orderBy(desc(versions.approvedAt), desc(versions.id))
    .limit(1);
  return row ? { verdict: row.verdict, keptWithReason: row.reason?.accepted ?? 0 } : null;
}
