import { and, eq, isNotNull, isNull, ne, notExists, sql } from "drizzle-orm";
import type { HarmlessDraw } from "@/lib/harmless-sample";
import type { Executor } from "../context";
import { checkRuns, harmlessChecks, scans, versions } from "../schema";
import { getReviewBase, type ReviewBase } from "./review-base";
import { getHarmlessLaneMode } from "./settings";

export interface HarmlessJob {
  scanId: string;
  pluginId: number;
  versionId: number;
  artifactSha256: string;
  approved: Pick<ReviewBase, "versionId" | "version" | "artifactSha256">;
}

/**
 * What has to be compared before this scan concludes; null when the lane is off, the scan has not ended well, is not the one that its
 * version waits for, or nothing was approved by a person yet.
 */
export async function getHarmlessJob(db: Executor, scanId: string): Promise<HarmlessJob | null> {
  if ((await getHarmlessLaneMode(db)) === "off") return null;
  const unfinished = db
    .select({ one: sql`1` })
    .from(checkRuns)
    .where(and(eq(checkRuns.scanId, scans.id), ne(checkRuns.state, "finished")));
  const compared = db.select({ one: sql`1` }).from(harmlessChecks).where(eq(harmlessChecks.scanId, scans.id));
  const [row] = await db
    .select({ version: versions, artifactSha256: scans.artifactSha256 })
    .from(scans)
    .innerJoin(versions, and(eq(versions.id, scans.versionId), eq(versions.currentScanId, scans.id), eq(versions.status, "validating")))
    .where(and(eq(scans.id, scanId), isNull(scans.verdict), isNull(scans.supersededAt), notExists(unfinished), notExists(compared)));
  if (!row || row.version.artifactSha256 !== row.artifactSha256) return null;
  const approved = await getReviewBase(db, row.version);
  if (!approved) return null;
  return { scanId, pluginId: row.version.pluginId, versionId: row.version.id, artifactSha256: row.artifactSha256, approved };
}

/** What decides whether a person looks at the next version all the same. */
export async function getHarmlessDraw(db: Executor, pluginId: number): Promise<HarmlessDraw> {
  const wasPublic = and(eq(versions.pluginId, pluginId), isNotNull(versions.firstApprovedAt));
  return { pluginId, publishedVersions: await db.$count(versions, wasPublic) };
}
