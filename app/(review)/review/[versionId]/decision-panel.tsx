import { RefreshCw } from "lucide-react";
import { ActionForm } from "@/components/owner/action-form";
import { DecisionForms } from "@/components/review/decision-forms";
import { Alert } from "@/components/ui/alert";
import { Time } from "@/components/ui/time";
import { getDb } from "@/db/context";
import { getOfferedInstead, type OfferedInstead } from "@/db/queries/offered-instead";
import type { ReviewFacts } from "@/db/queries/review-version";
import type { VersionReport } from "@/db/queries/version-report";
import { rulesChanged } from "@/lib/domain/rules-words";
import { rescan } from "../../../(owner)/version-actions";
import { approve, quarantine, reject, release, sendBack } from "../../review-actions";

const NOT_YOURS = {
  edits: "You edit this plugin, so somebody else decides about it.",
  uploaded: "You uploaded this file, so somebody else decides about it.",
};

/** Whether there is anything to decide or do: a version that is looked at anew, or was rejected, has no buttons. */
export const canAct = ({ isOwn }: ReviewFacts, { status }: Pick<VersionReport, "status">): boolean =>
  isOwn === null && status !== "validating" && status !== "rejected";

/** What the approver can do now; for people who may not decide, why. */
export async function DecisionPanel({ facts, report, isAdmin }: { facts: ReviewFacts; report: VersionReport; isAdmin: boolean }) {
  if (facts.isOwn) return <Alert tone="neutral" title={NOT_YOURS[facts.isOwn]} />;
  const { versionId, status, version, currentScanId, artifactSha256 } = report;
  return (
    <div className="grid gap-4">
      <WhatHolds report={report} openRequests={facts.waiting?.openRequests ?? 0} isAdmin={isAdmin} />
      {facts.rulesChangedAt ? (
        <Alert tone="warn" title={rulesChanged(facts.rulesChangedAt)}>
          {status === "blocked" ? null : "It can become public after that. "}Reload this page in a moment.
        </Alert>
      ) : null}
      <DecisionForms
        version={{ id: versionId, status, version, scanId: currentScanId, artifactSha256, releasesTo: facts.releasesTo }}
        actions={{ approve, return: sendBack, reject, quarantine, release }}
        isAdmin={isAdmin}
        quarantineEffect={<QuarantineEffect instead={await getOfferedInstead(getDb(), versionId)} />}
      />
      {canAct(facts, report) ? (
        <ActionForm
          action={rescan}
          fields={{ versionId }}
          pending="Starting…"
          submit={
            <>
              <RefreshCw aria-hidden /> Scan again
            </>
          }
        />
      ) : null}
    </div>
  );
}

/** What the buttons below are for, where they do not say it themselves. */
function WhatHolds({ report, openRequests, isAdmin }: { report: VersionReport; openRequests: number; isAdmin: boolean }) {
  switch (report.status) {
    case "validating":
      return <p>The checks are running. There is nothing to decide yet.</p>;
    case "returned":
    case "rejected":
      return <p>It was decided. The author can upload a corrected file, which is checked anew.</p>;
    case "blocked":
      return (
        <p>
          It cannot be approved while critical findings count. You can {openRequests > 0 ? "answer requests, " : ""}return or reject it.
        </p>
      );
    case "inconclusive":
      return <p>It cannot be approved until all checks have run: scan again.</p>;
    case "quarantined":
      return isAdmin ? null : <p>Only an administrator can release it.</p>;
    case "withdrawn":
      return <Withdrawn history={report.history} />;
    case "approved":
      return report.verdict === "blocked" ? <p>{publicButBlocked(openRequests)}</p> : null;
    default:
      return null;
  }
}

function publicButBlocked(openRequests: number): string {
  const otherwise = openRequests > 0 ? "answer what its author asks" : "leave it public until a corrected version is there";
  return `It is public although something critical was found. Quarantine it, or ${otherwise}.`;
}

function Withdrawn({ history }: Pick<VersionReport, "history">) {
  const step = history.findLast((one) => one.toStatus === "withdrawn" && one.fromStatus !== "withdrawn");
  if (!step) return null;
  return (
    <p>
      {step.event === "withdraw" ? "Withdrawn by its maintainers" : "Withdrawn"} on <Time at={step.at} />.
    </p>
  );
}

/** Null: it is not public, so nobody loses anything. */
function QuarantineEffect({ instead }: { instead: OfferedInstead | null }) {
  return instead ? <p className="font-semibold">{effectWords(instead)}</p> : null;
}

function effectWords(instead: OfferedInstead): string {
  switch (instead.kind) {
    case "again":
      return `${instead.version} will be offered again.`;
    case "same-as-now":
      return `${instead.version} goes on being offered.`;
    case "other-channel":
      return `Nothing else of this channel is public; ${instead.version} (${instead.isExperimental ? "experimental" : "stable"}) stays.`;
    case "nothing":
      return "Nothing else of this plugin is public: it leaves feed and search.";
  }
}
