import { Download, FileSearch, RefreshCw } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { ActionForm } from "@/components/owner/action-form";
import { ClaimNote } from "@/components/review/claim-note";
import { DecisionForms } from "@/components/review/decision-forms";
import { EarlierFeedback } from "@/components/review/earlier-feedback";
import { ReviewFacts } from "@/components/review/review-facts";
import { StatusChip } from "@/components/scan/status-chip";
import { VerdictBadge } from "@/components/scan/verdict-badge";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { CardSection } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { getDb } from "@/db/context";
import { getClaim } from "@/db/queries/review-claims";
import { type ReviewFacts as Facts, getReviewFacts } from "@/db/queries/review-version";
import { listVersionFeedback } from "@/db/queries/version-feedback";
import { getVersionReport, type VersionReport } from "@/db/queries/version-report";
import { reportChoice } from "@/lib/domain/report-choice";
import { urls } from "@/lib/urls";
import { rememberMail } from "../../../_server/remember-mail";
import { getSignedIn, requireSignedIn } from "../../../_server/session";
import { rescan } from "../../../(owner)/version-actions";
import { WithOwnerActions } from "../../../(owner)/with-owner-actions";
import { approve, quarantine, reject, release, sendBack } from "../../review-actions";
import { claim, release as giveBack } from "../queue-actions";
import { Changes } from "./changes";
import { readChangesQuery } from "./changes-query";
import { ReviewReport } from "./review-report";
import { versionIdParam } from "./version-id";

interface Props {
  params: Promise<{ versionId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Read once for the title and the page. */
const load = cache(async (param: string): Promise<{ facts: Facts; report: VersionReport } | null> => {
  const person = await getSignedIn();
  const id = versionIdParam.safeParse(param);
  const facts = id.success ? await getReviewFacts(getDb(), person, id.data) : null;
  const report = facts ? await getVersionReport(getDb(), facts.packageName, facts.version, person) : null;
  return facts && report ? { facts, report } : null;
});

export async function generateMetadata({ params }: Pick<Props, "params">): Promise<Metadata> {
  const loaded = await load((await params).versionId);
  return { title: loaded ? `Review ${loaded.report.pluginName} ${loaded.report.version}` : "Not found" };
}

export default async function ReviewVersionPage({ params, searchParams }: Props) {
  const { versionId } = await params;
  const person = await requireSignedIn(`${urls.review()}/${encodeURIComponent(versionId)}`);
  const loaded = await load(versionId);
  if (!loaded) notFound();
  const query = await searchParams;
  await rememberMail(query.mail);
  const { facts, report } = loaded;
  return (
    <WithOwnerActions>
      <PageHeader
        title={`${report.pluginName} ${report.version}`}
        lead={report.metadata.description}
        crumbs={[{ label: "Review", href: urls.review() }]}
        badge={
          <>
            <StatusChip status={report.status} />
            <VerdictBadge verdict={report.verdict} kept={report.reason?.accepted} />
          </>
        }
        actions={<Links report={report} />}
      />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid min-w-0 gap-6">
          <CardSection title="What was uploaded">
            <ReviewFacts facts={{ ...facts, ...report, file: report, isPublic: report.status === "approved" }} />
          </CardSection>
          <EarlierFeedback remarks={await listVersionFeedback(getDb(), report.versionId)} />
          <Changes report={report} base={facts.base} query={readChangesQuery(query)} />
          <ReviewReport report={report} canDecide={report.canDecide} choice={reportChoice.parse(query)} />
        </div>
        <div className="lg:sticky lg:top-4">
          <CardSection title="Your decision">
            {facts.isOwn ? null : (
              <div className="mb-4">
                <ClaimNote
                  claim={await getClaim(getDb(), person, report.versionId)}
                  versionId={report.versionId}
                  actions={{ claim, release: giveBack }}
                />
              </div>
            )}
            <Decision facts={facts} report={report} isAdmin={person.role === "admin"} />
          </CardSection>
        </div>
      </div>
    </WithOwnerActions>
  );
}

function Links({ report }: { report: VersionReport }) {
  return (
    <>
      <LinkButton size="sm" href={urls.securityTab(report.packageName, report.version)}>
        <FileSearch aria-hidden /> Version page
      </LinkButton>
      <LinkButton size="sm" href={urls.reviewFile(report.versionId)} external>
        <Download aria-hidden /> Download the file
      </LinkButton>
    </>
  );
}

function Decision({ facts, report, isAdmin }: { facts: Facts; report: VersionReport; isAdmin: boolean }) {
  if (facts.isOwn) {
    return <Alert tone="neutral" title="You edit this plugin, so somebody else decides about it." />;
  }
  const { versionId, status, version, currentScanId, artifactSha256 } = report;
  const isOver = status === "returned" || status === "rejected";
  const canRescan = status !== "validating" && status !== "rejected";
  return (
    <div className="grid gap-4">
      {status === "validating" ? <p>The checks are running. There is nothing to decide yet.</p> : null}
      {isOver ? <p>It was decided. The author can upload a corrected file, which is checked anew.</p> : null}
      {status === "blocked" ? (
        <p>It cannot be approved while critical findings count. You can answer requests, return or reject it.</p>
      ) : null}
      <DecisionForms
        version={{ id: versionId, status, version, scanId: currentScanId, artifactSha256 }}
        actions={{ approve, return: sendBack, reject, quarantine, release }}
        isAdmin={isAdmin}
      />
      {canRescan ? (
        <ActionForm
          action={rescan}
          fields={{ versionId }}
          variant="quiet"
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
