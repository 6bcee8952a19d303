import { getReportPage } from "@/db/queries/report-page";
import { readReport } from "@/db/queries/report-places";
import { getVersionReport } from "@/db/queries/version-report";
import { pluginZip } from "../builders/findings";
import { openStaffedRepository, type StaffedRepository } from "./staffed-repository";

type Options = Parameters<typeof pluginZip>[1];
type Page = Awaited<ReturnType<typeof getReportPage>>;
type Finding = Page["checks"][number]["rules"][number]["findings"][number];

/** A staffed repository whose owner and approver talk about findings. */
export interface DecisionScene extends StaffedRepository {
  /** A version whose package has this code beside the plugin's own, scanned. */
  upload(packageName: string, version: string, extra: string, options?: Options): ReturnType<StaffedRepository["checked"]>;
  findingsOf(packageName: string, version: string, ruleId: string): Promise<Finding[]>;
  /** The owner's word about the first finding of a rule. */
  about(
    packageName: string,
    version: string,
    ruleId: string,
  ): Promise<{ person: StaffedRepository["owner"]; versionId: number; findingId: number; reason: string }>;
}

export async function openDecisionScene(): Promise<DecisionScene> {
  const staffed = await openStaffedRepository();
  const { repository, owner, checked } = staffed;
  const reportOf = (packageName: string, version: string) => getVersionReport(repository.db, packageName, version, owner);

  async function findingsOf(packageName: string, version: string, ruleId: string) {
    const report = await reportOf(packageName, version);
    if (!report?.scan) return [];
    const read = await readReport(repository.db, { scanId: report.scan.scanId, pluginId: report.pluginId });
    const page = await getReportPage(repository.db, read, { rule: ruleId });
    return page.checks.flatMap((check) => check.rules).flatMap((rule) => rule.findings);
  }

  return {
    ...{ ...staffed, findingsOf },
    upload: (packageName, version, extra, options = {}) =>
      checked(pluginZip(extra, { packageName, name: packageName, version, ...options })),
    async about(packageName, version, ruleId) {
      const [finding] = await findingsOf(packageName, version, ruleId);
      const report = await reportOf(packageName, version);
      return { person: owner, versionId: report?.versionId ?? 0, findingId: finding?.id ?? 0, reason: "Looked at each." };
    },
  };
}

export const accepted = <T>(result: { ok: true; value: T } | { ok: false; error: { code: string; message: string } }): T => {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
};

export const inFunctions = (code: string, names: readonly string[]) =>
  names.map((name) => code.replace(/def \w+/, `def ${name}`)).join("\n");
