import { FindingActions } from "@/components/owner/finding-actions";
import { AcceptanceForms } from "@/components/review/acceptance-forms";
import { FindingList, type PickedFinding, withoutPicked } from "@/components/review/finding-list";
import { ScanProgress } from "@/components/scan/scan-progress";
import { ScanReportView } from "@/components/scan/scan-report-view";
import { VerdictBanner } from "@/components/scan/verdict-banner";
import { CardSection } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PackageProblem } from "@/components/upload/package-problems";
import { getDb } from "@/db/context";
import { getReportPage, listFindingsToJudge } from "@/db/queries/report-page";
import { getScanProgress } from "@/db/queries/scan-progress";
import type { VersionReport } from "@/db/queries/version-report";
import type { ReportChoice } from "@/lib/domain/report-choice";
import { urls } from "@/lib/urls";
import { getSignedIn } from "../../../_server/session";
import { answerRequest } from "../../review-actions";

interface Props {
  report: VersionReport;
  canDecide: boolean;
  choice: ReportChoice;
}

/** What a person must judge first, then the rest of the report. */
export async function ReviewReport({ report, canDecide, choice }: Props) {
  const { scan, reason, versionId } = report;
  const progress = await getScanProgress(getDb(), await getSignedIn(), versionId);
  const running = progress && !progress.done ? <ScanProgress progress={progress} /> : null;
  if (report.status === "validating" || !scan) return running ?? <EmptyState title="Not scanned yet" />;
  const reported = { scanId: scan.scanId, pluginId: report.pluginId };
  const [asked, hidden] = partition(await listFindingsToJudge(getDb(), reported));
  const findings = withoutPicked(await getReportPage(getDb(), reported, choice), [...asked, ...hidden]);
  return (
    <>
      {running}
      {reason ? <VerdictBanner counts={reason} /> : null}
      <FindingList
        title="Asked: may this stay?"
        lead="The author wants to keep these findings. Your yes or no counts at once."
        picked={asked}
        actionsOf={(finding) => (canDecide && finding.asked ? <AcceptanceForms asked={finding.asked} action={answerRequest} /> : null)}
      />
      <FindingList
        title="Critical, hidden by the author"
        lead="A comment in the code keeps these from counting. Look at each: is the reason good?"
        picked={hidden}
        actionsOf={(finding) =>
          canDecide ? (
            <FindingActions
              findingId={finding.id}
              versionId={versionId}
              severity={finding.severity}
              standing={finding.standing}
              viewer="reviewer"
            />
          ) : null
        }
      />
      {report.packageWarnings.length > 0 ? (
        <CardSection title="Notes about the package">
          <div className="grid gap-2">
            {report.packageWarnings.map((problem) => (
              <PackageProblem key={`${problem.code} ${problem.entry ?? ""} ${problem.line ?? ""}`} problem={problem} />
            ))}
          </div>
        </CardSection>
      ) : null}
      <section aria-labelledby="all-checks" className="grid gap-6">
        <h2 id="all-checks" className="text-lg font-bold">
          All checks
        </h2>
        <ScanReportView report={scan} findings={findings} address={urls.reviewVersion(versionId)} />
      </section>
    </>
  );
}

/** What the owner asked for, and what is only hidden. */
function partition(findings: readonly PickedFinding[]): [asked: PickedFinding[], hidden: PickedFinding[]] {
  return [findings.filter((finding) => finding.asked !== null), findings.filter((finding) => finding.asked === null)];
}
