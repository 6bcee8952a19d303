import { and, eq, inArray, isNull } from "drizzle-orm";
import type { CheckId, PassId, Ruleset } from "@/scanners/core/types";
import type { Executor } from "../context";
import { checkRuns, plugins, rulesets, scans } from "../schema";

export interface ScanJob {
  artifactSha256: string;
  ruleset: Ruleset;
  /** Key of the plugin's fingerprints; a dry run of an unknown plugin uses the scan's own id. */
  fingerprintKey: string;
}

/** What a worker needs to run checks; null when the scan is concluded, superseded or gone, so that its jobs stop. */
export async function getScanJob(db: Executor, scanId: string): Promise<ScanJob | null> {
  const [row] = await db
    .select({ artifactSha256: scans.artifactSha256, ruleset: rulesets.data, fingerprintKey: plugins.fingerprintKey })
    .from(scans)
    .innerJoin(rulesets, eq(rulesets.digest, scans.rulesetDigest))
    .leftJoin(plugins, eq(plugins.id, scans.pluginId))
    .where(and(eq(scans.id, scanId), isNull(scans.verdict), isNull(scans.supersededAt)));
  return row ? { ...row, fingerprintKey: row.fingerprintKey ?? scanId } : null;
}

export async function listUnfinishedChecks(db: Executor, scanId: string, pass: PassId): Promise<CheckId[]> {
  const rows = await db
    .select({ checkId: checkRuns.checkId })
    .from(checkRuns)
    .where(and(eq(checkRuns.scanId, scanId), eq(checkRuns.pass, pass), inArray(checkRuns.state, ["queued", "running"])));
  return rows.map((row) => row.checkId);
}
