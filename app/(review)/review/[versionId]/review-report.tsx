import { cache } from "react";
import { FindingActions } from "@/components/owner/finding-actions";
import { ApproversWord, wordThatHolds } from "@/components/plugin/approvers-word";
import { AcceptanceForms } from "@/components/review/acceptance-forms";
import { FindingList, type PickedFinding } from "@/components/review/finding-list";
import { ScanProgress } from "@/components/scan/scan-progress";
import { ScanReportView } from "@/components/scan/scan-report-view";
import { VerdictBanner } from "@/components/scan/verdict-banner";
import { CardSection } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PackageProblem } from "@/components/upload/package-problems";
import { getDb } from "@/db/context";
import { getReportPage, listFindingsToJudge } from "@/db/queries/report-page";
import type { ReadReport } from "@/db/queries/report-places";
import { getScanProgress, progressToFollow } from "@/db/queries/scan-progress";
import type { VersionReport } from "@/db/queries/version-report";
import type { ReportChoice } from "@/lib/domain/report-choice";
import { reasonAbovePoints } from "@/lib/domain/review-points";
import { urls } from "@/lib/urls";
import { getSignedIn } from "../../../_server/session";
import { answerRequest } from "../../review-actions";
import { readScan } from "./read-scan";

/**
 * What a person must judge first: what the author hides, then what they ask for.
 *
 * @param points what was asked for, which stands in a list of its own
 */
export async function FirstThings({ report, points, canDecide }: { report: VersionReport; points: readonly string[]; canDecide: boolean }) {
  const { reason, versionId, status } = report;
  const said = wordThatHolds(report.history, status);
  const progress = progressToFollow(await getScanProgress(getDb(), await getSignedIn(), versionId), status);
  const running = progress && <ScanProgress progress={progress} />;
  const scan = scanOf(report);
  if (!scan) return running ?? <EmptyState title="Not scanned yet" />;
  const { asked, hidden } = await findingsToJudge(scan.scanId, report.pluginId);
  return (
    <>
      {running}
      {said?.reason ? <ApproversWord step={{ ...said, reason: reasonAbovePoints(said.reason, points) }} /> : null}
      {reason ? <VerdictBanner counts={reason} unseen={report.unseenCritical} /> : null}
      <FindingList
        title="Critical, hidden by the author"
        lead="A comment in the code keeps these from counting. Is the reason good? What you leave as it is, your approval accepts."
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
      <FindingList
        title="Asked: may this stay?"
        lead="The author wants to keep these findings. Your yes or no counts at once, for all places of a request."
        picked={asked}
        actionsOf={(finding) =>
          canDecide && finding.asked && isFirstOfRequest(finding, asked) ? (
            <AcceptanceForms asked={finding.asked} action={answerRequest} />
          ) : null
        }
      />
    </>
  );
}

/** Everything else that was found. */
export async function AllFindings({ report, choice }: { report: VersionReport; choice: ReportChoice }) {
  const { versionId, pluginId } = report;
  const scan = scanOf(report);
  if (!scan) return null;
  const { asked, hidden } = await findingsToJudge(scan.scanId, pluginId);
  const above = [...hidden, ...asked];
  const page = await getReportPage(getDb(), without(await readScan(scan.scanId, pluginId), above), choice);
  return (
    <>
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
        <ScanReportView report={scan} findings={{ ...page, above }} address={urls.reviewVersion(versionId)} />
      </section>
    </>
  );
}

/** What stands above is neither listed nor counted again below: none is shown twice, and anchors stay unique. */
function without(read: ReadReport, above: readonly PickedFinding[]): ReadReport {
  const ids = new Set(above.map((one) => one.id));
  return { ...read, places: read.places.filter((place) => !ids.has(place.id)) };
}

/** Nothing is said of a file by the scan of the one before it. */
const scanOf = ({ status, scan }: VersionReport) => (status === "validating" ? null : scan);

/** Read once for both parts of the page. */
const findingsToJudge = cache(async (scanId: string, pluginId: number) => listFindingsToJudge(getDb(), await readScan(scanId, pluginId)));

/** The answer stands once below a request, however many places it names. */
const isFirstOfRequest = ({ id, asked }: PickedFinding, all: readonly PickedFinding[]): boolean =>
  asked?.groupNo == null || all.find((one) => one.asked?.groupNo === asked.groupNo)?.id === id;
