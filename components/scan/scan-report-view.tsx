import type { ReactNode } from "react";
import { isFiltered } from "@/lib/domain/report-choice";
import { urls } from "@/lib/urls";
import { CheckSection } from "./check-section";
import { CheckTable } from "./check-table";
import { FixedList } from "./fixed-list";
import { KeptList } from "./kept-list";
import { LeaveOutHint } from "./leave-out-hint";
import { LibraryList } from "./library-list";
import { NothingMatches } from "./nothing-matches";
import type { ActionsOf, ScanFacts as Facts, ReportFilters as Filters, ScanCheck, ScanFindings } from "./report";
import { ReportFilters } from "./report-filters";
import { REPORT_ANCHOR } from "./report-link";
import { ScanFacts } from "./scan-facts";
import { anchorsOfChecks, listedSections } from "./section-order";

interface Props {
  report: Facts & { checks: readonly ScanCheck[] };
  /** What the viewer may see of the findings, as the filters have it; null for counts alone, as everybody sees them. */
  findings: ScanFindings | null;
  /** Of the page, without filters. */
  address: string;
  /** Forms below a place. */
  actionsOf?: ActionsOf;
  /** Below the facts of the scan. */
  children?: ReactNode;
}

/** A whole report: what each check said, the findings by check and rule, what is kept, and the facts of the scan. */
export function ScanReportView({ report, findings, address, actionsOf, children }: Props) {
  const filters = { choice: findings?.choice ?? {}, address };
  const listed = findings && findings.total + findings.fixed.length + (findings.above?.length ?? 0) > 0 ? findings : null;
  return (
    <div className="grid gap-8 [&>*]:min-w-0">
      {isFiltered(filters.choice) ? null : (
        <CheckTable checks={report.checks} anchors={listed ? anchorsOfChecks(report.checks, listed) : new Map()} />
      )}
      {listed ? <Findings checks={report.checks} findings={listed} filters={filters} actionsOf={actionsOf} /> : null}
      <section aria-labelledby="scan-facts" className="rounded-card border border-line bg-surface p-4 sm:p-5">
        <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
          <h3 id="scan-facts" className="text-lg font-bold">
            About this scan
          </h3>
          {findings ? <Downloads scanId={report.scanId} /> : null}
        </div>
        <ScanFacts facts={report} />
        {children}
      </section>
    </div>
  );
}

/** For programs; whoever sees this page may have them by the same sign-in. */
function Downloads({ scanId }: { scanId: string }) {
  return (
    <p className="text-sm print:hidden">
      The whole report as{" "}
      <a href={urls.apiReport(scanId)} download>
        JSON
      </a>{" "}
      or{" "}
      <a href={urls.apiSarif(scanId)} download>
        SARIF
      </a>
    </p>
  );
}

function Findings({
  checks,
  findings,
  filters,
  actionsOf,
}: Pick<Props, "actionsOf"> & { filters: Filters; checks: readonly ScanCheck[]; findings: ScanFindings }) {
  const isWhole = !isFiltered(filters.choice);
  const sections = listedSections(checks, findings, isWhole);
  return (
    <div id={REPORT_ANCHOR} className="grid scroll-mt-4 gap-8 [&>*]:min-w-0">
      {isWhole ? <LeaveOutHint open={findings.open} omitted={findings.omitted} /> : null}
      {findings.total + findings.fixed.length > 0 ? <ReportFilters filters={filters} findings={findings} /> : null}
      {sections.map((section) => (
        <CheckSection key={section.check.checkId} {...section} filters={filters} paging={findings} actionsOf={actionsOf} />
      ))}
      {findings.matching + findings.fixed.length === 0 ? <NothingMatches filters={filters} /> : null}
      {isWhole ? <LibraryList libraries={findings.libraries} filters={filters} /> : null}
      {isWhole ? <KeptList kept={findings.kept} filters={filters} /> : null}
      <FixedList fixed={findings.fixed} comparedWith={findings.comparedWith} open={filters.choice.state === "fixed"} />
    </div>
  );
}
