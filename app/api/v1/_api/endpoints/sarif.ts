import { z } from "zod";
import { getScanAccess, type ScanAccess } from "@/db/queries/scan-access";
import { getStoredScan, type StoredScan } from "@/db/queries/scan-standing";
import { appError } from "@/lib/errors";
import { ok } from "@/lib/result";
import { absoluteUrl, urls } from "@/lib/urls";
import type { PackageReport } from "@/scanners/report/package-report";
import { sarifReport } from "@/scanners/report/sarif";
import { ruleById } from "@/scanners/ruleset/rules";
import { endpoint } from "../endpoint";
import { sarifLog } from "../schemas/scan";
import { nothingHere } from "./not-found";
import { scanParams } from "./scans";

export const getSarif = endpoint({
  method: "GET",
  path: "/api/v1/scans/{scanId}/sarif",
  id: "getSarif",
  tag: "scans",
  summary: "The report in SARIF",
  description: "For code scanning services and editors. What is kept knowingly is marked as suppressed. For those who see the report.",
  access: "caller",
  params: scanParams,
  query: z.object({}),
  answers: [{ status: 200, description: "SARIF 2.1.0", schema: sarifLog, mediaType: "application/sarif+json" }],
  problems: ["conflict"],
  async handle({ db, publicUrl, params, viewer }) {
    const found = await getScanAccess(db, params.scanId, viewer);
    if (found?.access !== "report") return nothingHere();
    const stored = await getStoredScan(db, found.scanId);
    if (!stored) return appError("conflict", "This scan has not ended yet. Ask again when its state is finished.");
    const ruleUrl = (ruleId: string) => absoluteUrl(publicUrl, urls.ruleDocs(ruleId));
    const text = sarifReport(packageReport(found, stored), { locate: (path) => path, ruleUrl });
    const name = `${found.packageName}.${found.version}.sarif`;
    return ok({ body: JSON.parse(text), headers: { "content-disposition": `inline; filename="${name}"` } });
  },
});

/** What the command line would have in its hands after the same scan. */
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
