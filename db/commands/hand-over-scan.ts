import { eq } from "drizzle-orm";
import { jobKeys } from "@/lib/jobs";
import type { Tx } from "../context";
import { enqueue } from "../enqueue";
import { getMissedRuleChange } from "../queries/missed-rules";
import { getRulesetByDigest, requireActiveRuleset } from "../queries/rulesets";
import { type scans, versions } from "../schema";
import { deriveScan } from "./derive-scan";
import { startScan } from "./start-scan";

type ScanRow = typeof scans.$inferSelect;
type VersionRow = typeof versions.$inferSelect;

/**
 * Where the rules were changed while a version's checks ran, lets another scan take the place of the one that has just ended: derived from
 * it where its findings tell enough, of the file elsewhere. The version goes on validating, and everything that follows from a verdict
 * (mails, a publication by itself) follows from one by the rules in force.
 *
 * @param scan with its verdict
 * @returns whether another scan decides now
 */
export async function handOverScan(tx: Tx, version: VersionRow, scan: ScanRow): Promise<boolean> {
  const isAwaited = version.status === "validating" && version.currentScanId === scan.id && version.artifactSha256 === scan.artifactSha256;
  // What could not be checked is not published by any rules; people look into it.
  if (!isAwaited || scan.verdict === "inconclusive" || !(await getMissedRuleChange(tx, scan.id))) return false;
  const before = await getRulesetByDigest(tx, scan.rulesetDigest);
  const derivedId = before && (await deriveScan(tx, scan, before, await requireActiveRuleset(tx), scan.kind));
  const currentScanId = derivedId ?? (await startScan(tx, asBefore(scan))).scanId;
  await tx.update(versions).set({ currentScanId }).where(eq(versions.id, version.id));
  if (derivedId) await enqueue(tx, "conclude_scan", { scanId: derivedId }, { jobKey: jobKeys.conclude(derivedId), priority: -10 });
  return true;
}

const asBefore = ({ kind, versionId, pluginId, artifactSha256, requestId }: ScanRow) => ({
  ...{ kind, versionId, pluginId, artifactSha256 },
  ...(requestId ? { requestId } : {}),
});
