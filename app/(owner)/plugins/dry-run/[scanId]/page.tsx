import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { PackageWarnings } from "@/components/plugin/package-warnings";
import { CheckTable } from "@/components/scan/check-table";
import { RefreshWhileRunning } from "@/components/scan/refresh-while-running";
import { ScanReportView } from "@/components/scan/scan-report-view";
import { VerdictBanner } from "@/components/scan/verdict-banner";
import { Alert } from "@/components/ui/alert";
import { PageHeader } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { getDb } from "@/db/context";
import { getDryRun } from "@/db/queries/dry-run-access";
import { getReportPage } from "@/db/queries/report-page";
import { readReport } from "@/db/queries/report-places";
import { getScanReport } from "@/db/queries/scan-report";
import { getEffectiveReason } from "@/db/queries/scan-standing";
import { splitRefusals } from "@/lib/domain/dry-run-refusals";
import { reportChoice } from "@/lib/domain/report-choice";
import { urls } from "@/lib/urls";
import { getSignedIn, requireSignedIn } from "../../../../_server/session";

interface Props {
  params: Promise<{ scanId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Asked by the title and by the page; for anybody but its sender there is nothing here. */
const load = cache(async (scanId: string) => {
  const person = await getSignedIn();
  const run = z.uuid().safeParse(scanId).success ? await getDryRun(getDb(), scanId, person) : null;
  const report = run && (await getScanReport(getDb(), run.scanId, "summary"));
  return run && report ? { run, report, reason: await getEffectiveReason(getDb(), run.scanId) } : null;
});

export async function generateMetadata({ params }: Pick<Props, "params">): Promise<Metadata> {
  const found = await load((await params).scanId);
  return { title: found ? `Dry run of ${found.run.name} ${found.run.version}` : "Not found", robots: { index: false } };
}

export default async function DryRunPage({ params, searchParams }: Props) {
  const { scanId } = await params;
  await requireSignedIn(urls.dryRun(scanId));
  const found = await load(scanId);
  if (!found) notFound();
  const { run, report, reason } = found;
  const choice = reportChoice.parse(await searchParams);
  const { refusals, others } = splitRefusals(run.packageWarnings);
  return (
    <>
      <PageHeader
        title={`Dry run of ${run.name} ${run.version}`}
        lead={
          <>
            Package <code>{run.packageName}</code>, checked as an upload would be.
          </>
        }
        crumbs={[
          { label: "My plugins", href: urls.myPlugins() },
          { label: "Upload", href: urls.addPlugin() },
        ]}
      />
      <div className="grid gap-6 [&>*]:min-w-0">
        <Alert tone="info" title="Nothing was uploaded or published">
          <p>
            Nobody but you sees this page. It is gone on <Time at={run.expiresAt} />.{" "}
            {refusals.length === 0 ? (
              <>
                When you are content with the result, <Link href={urls.addPlugin()}>upload the file</Link>: it is checked again.
              </>
            ) : null}
          </p>
        </Alert>
        {refusals.map((one) => (
          <Alert key={one.code} tone="bad" title={`An upload would be refused: ${one.message}`}>
            <p>
              {one.advice} <Link href={urls.packageRuleDocs(one.code)}>More</Link>
            </p>
          </Alert>
        ))}
        <PackageWarnings warnings={others} open />
        {reason ? (
          <section aria-labelledby="result" className="grid gap-6 [&>*]:min-w-0">
            <h2 id="result" className="text-2xl font-bold tracking-tight">
              What was found
            </h2>
            <VerdictBanner counts={reason} isPublic={false} />
            <ScanReportView
              report={report}
              findings={await getReportPage(getDb(), await readReport(getDb(), run), choice)}
              address={urls.dryRun(run.scanId)}
            />
          </section>
        ) : (
          <section aria-labelledby="running" className="grid gap-3">
            <h2 id="running" role="status" className="text-lg font-bold">
              The checks are running
            </h2>
            <CheckTable checks={report.checks} />
            <RefreshWhileRunning />
          </section>
        )}
      </div>
    </>
  );
}
