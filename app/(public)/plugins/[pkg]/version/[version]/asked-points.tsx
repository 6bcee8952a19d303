import { sayDone } from "@/app/(review)/point-actions";
import { PointList } from "@/components/review/point-list";
import { CardSection } from "@/components/ui/card";
import { getDb } from "@/db/context";
import { listReviewPoints } from "@/db/queries/review-points";
import type { VersionReport } from "@/db/queries/version-report";

/** What an approver asked for: its editors tick what is done, before or after they send the corrected file. */
export async function AskedPoints({ report }: { report: VersionReport }) {
  if (report.access !== "report" || report.wasEverApproved) return null;
  const points = await listReviewPoints(getDb(), report.versionId);
  if (points.length === 0) return null;
  return (
    <CardSection title="What the approver asks for" id="asked">
      <PointList
        points={points}
        versionId={report.versionId}
        side={report.isEditor ? "owner" : null}
        action={report.isEditor ? sayDone : null}
      />
    </CardSection>
  );
}
