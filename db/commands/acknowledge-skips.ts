import { and, eq, isNotNull, ne } from "drizzle-orm";
import { findingStanding } from "@/scanners/core/verdict";
import type { Tx } from "../context";
import { listDecisionsInForce } from "../queries/decisions";
import { type FindingRow, toVerdictFinding } from "../queries/scan-result";
import { findingDecisions, scans, type versions } from "../schema";

type VersionRow = typeof versions.$inferSelect;
type ScanRow = typeof scans.$inferSelect;

/**
 * Writes down the uploader's wish to skip rules (`skip_security_rules` of the token API) as acknowledgements without a
 * reason: of warnings that are open, never of anything critical. Only for the scan of that upload, or the first one of a
 * version that was imported with such wishes: what an owner lets count again later stays so.
 *
 * @returns whether anything was acknowledged
 */
export async function acknowledgeSkips(
  tx: Tx,
  { version, scan, findings }: { version: VersionRow; scan: ScanRow; findings: FindingRow[] },
): Promise<boolean> {
  const skips = new Set(version.requestedSkips);
  if (skips.size === 0 || !(await isScanOfTheWish(tx, version, scan))) return false;
  const decisions = await listDecisionsInForce(tx, version.pluginId);
  const open = findings.filter(
    (row) => skips.has(row.ruleId) && row.severity === "warning" && findingStanding(toVerdictFinding(row), decisions) === "open",
  );
  // Equal findings share a fingerprint: one word stands for all of them.
  const distinct = [...new Map(open.map((row) => [row.fingerprint, row])).values()];
  if (distinct.length === 0) return false;
  await tx.insert(findingDecisions).values(
    distinct.map(({ fingerprint, ruleId, equalCount }) => ({
      ...{ pluginId: version.pluginId, fingerprint, ruleId, equalCount, versionId: version.id, scanId: scan.id },
      kind: "acknowledgement" as const,
      reason: "",
      decidedBy: version.uploadedBy,
    })),
  );
  return true;
}

async function isScanOfTheWish(tx: Tx, version: VersionRow, scan: ScanRow): Promise<boolean> {
  if (version.uploadedVia !== "import") return scan.kind === "upload" && version.currentScanId === scan.id;
  const earlier = and(eq(scans.versionId, version.id), isNotNull(scans.verdict), ne(scans.id, scan.id));
  return (await tx.$count(scans, earlier)) === 0;
}
