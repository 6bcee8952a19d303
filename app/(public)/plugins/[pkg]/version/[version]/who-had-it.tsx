import { DownloadDays } from "@/components/review/download-days";
import { CardSection } from "@/components/ui/card";
import { getDb } from "@/db/context";
import { listDownloadDays } from "@/db/queries/version-downloads";
import type { VersionReport } from "@/db/queries/version-report";

/** Of a version that was public and is hidden now: how many people may have it. For its editors and for approvers. */
export async function WhoHadIt({ report }: { report: VersionReport }) {
  if (report.access !== "report" || !report.wasEverApproved || report.status === "approved") return null;
  return (
    <CardSection title="Who may have downloaded it" id="downloads">
      <DownloadDays days={await listDownloadDays(getDb(), report.versionId)} total={report.downloads} />
    </CardSection>
  );
}
