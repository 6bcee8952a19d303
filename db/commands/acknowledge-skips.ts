import { findingStanding } from "@/scanners/core/verdict";
import type { Tx } from "../context";
import { listDecisionsInForce } from "../queries/decisions";
import { type FindingRow, toVerdictFinding } from "../queries/scan-result";
import { findingDecisions, type scans, type versions } from "../schema";

/**
 * Writes down the uploader's wish to skip rules (`skip_security_rules` of the token API) as acknowledgements without a
 * reason: of warnings that are open, never of anything critical. Only for the scan of that upload: what an owner lets
 * count again later stays so.
 *
 * @returns whether anything was acknowledged
 */
export async function acknowledgeSkips(
  tx: Tx,
  { version, scan, findings }: { version: typeof versions.$inferSelect; scan: typeof scans.$inferSelect; findings: FindingRow[] },
): Promise<boolean> {
  const skips = new Set(version.requestedSkips);
  if (skips.size === 0 || scan.kind !== "upload" || version.currentScanId !== scan.id) return false;
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
