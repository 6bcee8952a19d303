import { getScanAccess, type ScanAccess } from "@/db/queries/scan-access";
import { getStoredScan, type StoredScan } from "@/db/queries/scan-standing";
import { appError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import type { PackageReport } from "@/scanners/report/package-report";
import { ruleById } from "@/scanners/ruleset/rules";
import type { ApiCall, ApiError } from "./endpoint";
import { nothingHere } from "./endpoints/not-found";

/** A scan that has ended, for one who may see its report: as the command line would have it, and the name of its file without an ending. */
export async function getPackageReport({
  db,
  params,
  viewer,
}: ApiCall<{ scanId: string }, unknown>): Promise<Result<{ report: PackageReport; fileName: string }, ApiError>> {
  const found = await getScanAccess(db, params.scanId, viewer);
  if (found?.access !== "report") return nothingHere();
  const stored = await getStoredScan(db, found.scanId);
  if (!stored) return appError("conflict", "This scan has not ended yet. Ask again when its state is finished.");
  return ok({ report: packageReport(found, stored), fileName: `${found.packageName}.${found.version}` });
}

function packageReport({ packageName, packageWarnings }: ScanAccess, stored: StoredScan): PackageReport {
  const { engineVersion, ruleset, artifactSha256, contentDigest, fileCount, resultDigest, reason, decisions } = stored;
  const { name, version, digest } = ruleset;
  return {
    engineVersion,
    problems: packageWarnings,
    isRefused: false,
    sha256: artifactSha256,
    fileCount,
    configFiles: [],
    ruleset,
    scan: {
      ...{ engineVersion, contentDigest, reason, decisions },
      ruleset: { name, version, digest },
      topFolder: packageName,
      digest: resultDigest,
      outcomes: stored.outcomes.map(withKnownRules),
    },
    fingerprints: { origin: "server", key: "", keyId: "" },
    comparison: null,
  };
}

/** A rule that this release no longer has cannot be described: its findings are counted. */
function withKnownRules(outcome: StoredScan["outcomes"][number]): StoredScan["outcomes"][number] {
  if (outcome.state !== "finished") return outcome;
  const omitted = { ...outcome.omitted };
  const findings = outcome.findings.filter(({ ruleId }) => {
    if (ruleById(ruleId)) return true;
    omitted[ruleId] = (omitted[ruleId] ?? 0) + 1;
    return false;
  });
  return { ...outcome, findings, omitted };
}
