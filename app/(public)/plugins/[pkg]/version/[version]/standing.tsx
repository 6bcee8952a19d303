import { ApproversWord, wordThatHolds } from "@/components/plugin/approvers-word";
import { DeprecationNotice } from "@/components/plugin/deprecation-notice";
import { PackageWarnings } from "@/components/plugin/package-warnings";
import { Alert } from "@/components/ui/alert";
import { getDb } from "@/db/context";
import { listReviewPoints } from "@/db/queries/review-points";
import type { VersionReport } from "@/db/queries/version-report";
import { reasonAbovePoints } from "@/lib/domain/review-points";

/** What people should know before they read on: whether people are advised against it, why it waits, what an approver said, where it came from. */
export async function Standing({ report }: { report: VersionReport }) {
  const said = wordThatHolds(report.history, report.status);
  const reason = said?.reason ? await withoutPoints(report, said.reason) : null;
  const notices = [
    report.deprecation ? <DeprecationNotice key="deprecated" {...report.deprecation} /> : null,
    said ? <ApproversWord key="said" step={{ ...said, reason }} /> : null,
    report.status === "validated" && report.waitsBecause ? (
      <Alert key="waits" title="Waiting for an approver">
        {report.waitsBecause}
      </Alert>
    ) : null,
    report.packageWarnings.length > 0 ? <PackageWarnings key="warnings" warnings={report.packageWarnings} /> : null,
  ].filter(Boolean);
  return notices.length > 0 ? <div className="grid gap-3">{notices}</div> : null;
}

/** What an approver asks for point by point stands in a list of its own below. */
async function withoutPoints(report: VersionReport, reason: string): Promise<string> {
  if (report.access !== "report" || report.wasEverApproved) return reason;
  const points = await listReviewPoints(getDb(), report.versionId);
  return reasonAbovePoints(
    reason,
    points.map((point) => point.text),
  );
}
