import { Download, FileSearch, Gavel } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { Checklist } from "@/components/review/checklist";
import { ClaimNote } from "@/components/review/claim-note";
import { MetadataChanges } from "@/components/review/metadata-changes";
import { NewerWaits } from "@/components/review/newer-waits";
import { PointList } from "@/components/review/point-list";
import { ReviewFacts } from "@/components/review/review-facts";
import { StatusChip } from "@/components/scan/status-chip";
import { VerdictBadge } from "@/components/scan/verdict-badge";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { CardSection } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { getDb } from "@/db/context";
import { getPackageChanges } from "@/db/queries/package-changes";
import { getClaim } from "@/db/queries/review-claims";
import { listReviewPoints } from "@/db/queries/review-points";
import { type ReviewFacts as Facts, getReviewFacts } from "@/db/queries/review-version";
import { getVersionReport, type VersionReport } from "@/db/queries/version-report";
import { metadataRows } from "@/lib/domain/metadata-rows";
import { reportChoice } from "@/lib/domain/report-choice";
import { urls } from "@/lib/urls";
import { rememberMail } from "../../../_server/remember-mail";
import { getSignedIn, requireSignedIn } from "../../../_server/session";
import { WithOwnerActions } from "../../../(owner)/with-owner-actions";
import { confirmPoints } from "../../point-actions";
import { claim, release as giveBack } from "../queue-actions";
import { Background } from "./background";
import { artifactsOf, Changes } from "./changes";
import { readChangesQuery } from "./changes-query";
import { canAct, DecisionPanel } from "./decision-panel";
import { prefillFor } from "./prefill";
import { AllFindings, FirstThings } from "./review-report";
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
  const compared = await getPackageChanges(artifactsOf(report, facts.base));
  const points = await listReviewPoints(getDb(), report.versionId);
  const isPublic = report.status === "approved";
  const waitsBecause = isPublic || report.status === "validated" ? report.waitsBecause : null;
  const canTick = report.canDecide && facts.isOwn === null;
  return (
    <WithOwnerActions>
      <PageHeader
        title={`${report.pluginName} ${report.version}`}
        lead={report.metadata.description}
        crumbs={[{ label: "Review", href: urls.review() }]}
        badge={
          <>
            <StatusChip status={report.status} />
            {report.status === "inconclusive" ? null : <VerdictBadge verdict={report.verdict} kept={report.reason?.accepted} />}
          </>
        }
        actions={<Links report={report} canAct={canAct(facts, report)} />}
      />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid min-w-0 grid-cols-1 gap-6">
          {facts.waiting?.newer ? (
            <Alert tone="warn">
              <NewerWaits newer={facts.waiting.newer} isOwn={facts.isOwn !== null} />
            </Alert>
          ) : null}
          <FirstThings report={report} points={points.map((point) => point.text)} canDecide={canTick} />
          {points.length > 0 ? (
            <CardSection title="What was asked for">
              <PointList
                points={points}
                versionId={report.versionId}
                side={canTick ? "approver" : null}
                action={canTick ? confirmPoints : null}
              />
            </CardSection>
          ) : null}
          <CardSection title="What was uploaded">
            <ReviewFacts facts={{ ...facts, ...report, waitsBecause, file: report, isPublic }} />
          </CardSection>
          <CardSection title={facts.base ? "Metadata that changed" : "Metadata"}>
            <MetadataChanges rows={metadataRows(facts.base?.metadata ?? null, report.metadata)} before={facts.base?.version ?? null} />
          </CardSection>
          <CardSection title="Checklist">
            <Checklist prefilled={await prefillFor(report, facts, compared)} canTick={canTick && report.status === "validated"} />
          </CardSection>
          <Changes report={report} base={facts.base} compared={compared} query={readChangesQuery(query)} />
          <AllFindings report={report} choice={reportChoice.parse(query)} />
          <Background facts={facts} report={report} />
        </div>
        <div className="grid gap-6 lg:sticky lg:top-4 lg:max-h-[calc(100vh-2rem)] lg:overflow-y-auto">
          <CardSection title="Your decision" id="decision">
            {facts.isOwn || !facts.waiting ? null : (
              <div className="mb-4">
                <ClaimNote
                  claim={await getClaim(getDb(), person, report.versionId)}
                  versionId={report.versionId}
                  actions={{ claim, release: giveBack }}
                />
              </div>
            )}
            <DecisionPanel facts={facts} report={report} isAdmin={person.role === "admin"} />
          </CardSection>
        </div>
      </div>
    </WithOwnerActions>
  );
}

function Links({ report, canAct }: { report: VersionReport; canAct: boolean }) {
  return (
    <>
      <LinkButton size="sm" href={urls.securityTab(report.packageName, report.version)}>
        <FileSearch aria-hidden /> Version page
      </LinkButton>
      <LinkButton size="sm" href={urls.reviewFile(report.versionId)} external>
        <Download aria-hidden /> Download the file
      </LinkButton>
      {canAct ? (
        <span className="lg:hidden">
          <LinkButton size="sm" href="#decision">
            <Gavel aria-hidden /> To the decision
          </LinkButton>
        </span>
      ) : null}
    </>
  );
}
