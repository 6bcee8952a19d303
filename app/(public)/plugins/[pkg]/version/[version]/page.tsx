import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { rememberMail } from "@/app/_server/remember-mail";
import { WithOwnerActions } from "@/app/(owner)/with-owner-actions";
import { VersionActions } from "@/components/owner/version-actions";
import { StatusChip } from "@/components/scan/status-chip";
import { VerdictBadge } from "@/components/scan/verdict-badge";
import { VersionHistory } from "@/components/scan/version-history";
import { CardSection } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { PageHeader } from "@/components/ui/page-header";
import { SectionTabs } from "@/components/ui/section-tabs";
import type { VersionReport } from "@/db/queries/version-report";
import { reportChoice } from "@/lib/domain/report-choice";
import { STATUS_WORDS } from "@/lib/domain/version-status";
import { urls } from "@/lib/urls";
import { AskedPoints } from "./asked-points";
import { DownloadLink } from "./download-link";
import { loadProgress, loadVersion } from "./load";
import { OfferPatch } from "./patch-offer";
import { ReviewLink } from "./review-link";
import { SecurityTab } from "./security-tab";
import { Standing } from "./standing";
import { VersionDetails } from "./version-details";
import { WhoHadIt } from "./who-had-it";

interface Props {
  params: Promise<{ pkg: string; version: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { pkg, version } = await params;
  const report = await loadVersion(pkg, version);
  return { title: report ? `${report.pluginName} ${report.version}` : "Not found" };
}

export default async function VersionPage({ params, searchParams }: Props) {
  const { pkg, version } = await params;
  const report = await loadVersion(pkg, version);
  if (!report) notFound();
  const query = await searchParams;
  await rememberMail(query.mail);
  const seesDrafts = report.access === "report";
  return (
    <WithOwnerActions>
      <PageHeader
        title={`${report.pluginName} ${report.version}`}
        crumbs={[
          { label: "Plugins", href: urls.plugins() },
          { label: report.pluginName, href: urls.plugin(report.packageName) },
        ]}
        badge={<Badges report={report} />}
        lead={seesDrafts ? STATUS_WORDS[report.status].meaning : report.metadata.description}
        actions={
          <>
            <ReviewLink versionId={report.versionId} />
            <DownloadLink report={report} />
          </>
        }
      />
      <SectionTabs
        label="On this page"
        tabs={[
          { label: "Security Scan", id: "security-tab" },
          { label: "Details", id: "details" },
          ...(seesDrafts ? [{ label: "History", id: "history" }] : []),
        ]}
      />
      <div className="grid gap-10 [&>*]:min-w-0">
        <Standing report={report} />
        <AskedPoints report={report} />
        <WhoHadIt report={report} />
        {report.isEditor ? <VersionActions version={actionable(report)} isScanning={(await loadProgress(report)) !== null} /> : null}
        <OfferPatch report={report} />
        <SecurityTab report={report} choice={reportChoice.parse(query)} />
        <VersionDetails report={report} />
        {seesDrafts ? (
          <CardSection title="History" id="history">
            <VersionHistory entries={report.history} />
          </CardSection>
        ) : null}
      </div>
    </WithOwnerActions>
  );
}

/** Their words are the verdict's already. */
const SAYS_ITS_VERDICT = ["validating", "blocked", "inconclusive"];

function Badges({ report }: { report: VersionReport }) {
  return (
    <>
      {report.access === "report" ? <StatusChip status={report.status} /> : null}
      {SAYS_ITS_VERDICT.includes(report.status) ? null : <VerdictBadge verdict={report.verdict} kept={report.reason?.accepted ?? 0} />}
      {report.isExperimental ? <Chip tone="warn">Experimental</Chip> : null}
    </>
  );
}

function actionable(report: VersionReport) {
  const { versionId, status, packageName, version, currentScanId, artifactSha256, wasEverApproved } = report;
  const isRed = status === "approved" && report.verdict === "blocked";
  return { id: versionId, status, packageName, version, scanId: currentScanId, artifactSha256, wasEverApproved, isRed };
}
