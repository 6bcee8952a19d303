import Link from "next/link";
import type { ReactNode } from "react";
import { FindingActions } from "@/components/owner/finding-actions";
import type { AskedQuestion, ScanFinding, VerdictCounts } from "@/components/scan/report";
import { ScanProgress } from "@/components/scan/scan-progress";
import { ScanReportView } from "@/components/scan/scan-report-view";
import { VerdictBanner } from "@/components/scan/verdict-banner";
import { plural, ruleAnchor } from "@/components/scan/words";
import { Code } from "@/components/ui/code";
import { CodeBlock } from "@/components/ui/code-block";
import { EmptyState } from "@/components/ui/empty-state";
import { Time } from "@/components/ui/time";
import { getDb } from "@/db/context";
import { getReportPage } from "@/db/queries/report-page";
import { readReport } from "@/db/queries/report-places";
import type { VersionReport } from "@/db/queries/version-report";
import type { ReportChoice } from "@/lib/domain/report-choice";
import { badgeWords } from "@/lib/domain/verdict-words";
import { reportView, urls } from "@/lib/urls";
import { ruleById } from "@/scanners/ruleset/rules";
import { loadProgress } from "./load";

interface Props {
  report: VersionReport;
  /** Which findings are shown, as the address has it. */
  choice: ReportChoice;
}

/** `#security-tab`: the outcome in words, then everything behind it as far as the viewer may see it. */
export async function SecurityTab({ report, choice }: Props) {
  const progress = await loadProgress(report);
  return (
    <section id="security-tab" aria-labelledby="security-title" className="grid scroll-mt-4 gap-6 [&>*]:min-w-0">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 id="security-title" className="text-2xl font-bold tracking-tight">
          Security Scan
        </h2>
        <Link href={urls.docs()} className="text-sm">
          How scanning works
        </Link>
      </div>
      {/* Followed live. */}
      {progress ? <ScanProgress progress={progress} /> : null}
      <Outcome report={report} choice={choice} isScanning={progress !== null} />
    </section>
  );
}

const hasFindings = ({ open, unlisted, suppressed, acknowledged, accepted }: VerdictCounts): boolean =>
  open.critical + open.warning + open.info + (unlisted ?? 0) + suppressed + acknowledged + accepted > 0;

async function Outcome({ report, choice, isScanning }: Props & { isScanning: boolean }) {
  const { scan, reason } = report;
  if (report.status === "validating") return null;
  if (!scan || !reason) {
    const { label, meaning } = badgeWords(null);
    return <EmptyState title={label}>{meaning}</EmptyState>;
  }
  const address = urls.version(report.packageName, report.version);
  const withCode = report.access === "report";
  const { pluginId } = report;
  const findings = withCode ? await getReportPage(getDb(), await readReport(getDb(), { scanId: scan.scanId, pluginId }), choice) : null;
  return (
    <>
      {isScanning && scan.concludedAt ? (
        <h3 className="text-lg font-bold">
          Result of the scan of <Time at={scan.concludedAt} withTime />
        </h3>
      ) : null}
      <VerdictBanner
        counts={reason}
        unseen={report.unseenCritical}
        isPublic={report.status === "approved"}
        since={scan.memory && scan.comparedWith && { ...scan.memory, ...scan.comparedWith }}
      >
        {reason.verdict === "blocked" && withCode ? <BlockingRules rules={reason.blockingRules} address={address} /> : null}
        {report.status === "approved" && reason.verdict === "blocked" ? <PublicAndRed report={report} /> : null}
        {withCode || !hasFindings(reason) ? null : <p>The findings themselves are shown to the plugin's maintainers and to approvers.</p>}
      </VerdictBanner>
      <ScanReportView
        report={scan}
        findings={findings}
        address={address}
        actionsOf={withCode ? (finding) => actionsFor(report, finding) : undefined}
      >
        {withCode ? <AtHome report={report} /> : null}
      </ScanReportView>
    </>
  );
}

function PublicAndRed({ report }: { report: VersionReport }) {
  return (
    <p>
      {report.basis === "imported" ? "It was published elsewhere before it was ever checked here. " : null}
      {report.isEditor ? "Please upload a version without them. " : null}
      <Link href={urls.docsSection("red-badge")}>What a red badge means for you</Link>
    </p>
  );
}

const RULES_NAMED = 5;

function BlockingRules({ rules, address }: { rules: readonly { ruleId: string; count: number }[]; address: string }) {
  if (rules.length === 0) return null;
  const more = rules.length - RULES_NAMED;
  return (
    <div>
      <p>Fix first:</p>
      <ul className="list-disc pl-5">
        {rules.slice(0, RULES_NAMED).map(({ ruleId, count }) => (
          <li key={ruleId}>
            {/* Without filters, where its block is certain to be; a plain link, since browsers open the block for those alone. */}
            <a href={reportView(address, {}, ruleAnchor(ruleId))}>{ruleById(ruleId)?.title ?? ruleId}</a>
            {count > 1 ? `, ${plural(count, "place")}` : null}
          </li>
        ))}
        {more > 0 ? <li>and {plural(more, "more rule")}</li> : null}
      </ul>
    </div>
  );
}

/** Editors ask and acknowledge; approvers refuse suppressions and take acceptances back. */
function actionsFor(report: VersionReport, finding: ScanFinding): ReactNode {
  const viewer = report.isEditor ? "editor" : report.canDecide ? "reviewer" : null;
  if (!viewer) return null;
  const { id, severity, standing, alike, decision, asked, vendored } = finding;
  const mayTakeBack = (viewer === "editor" && standing === "acknowledged") || (viewer === "reviewer" && standing === "accepted");
  return (
    <FindingActions
      findingId={id}
      versionId={report.versionId}
      {...{ severity, standing, alike, viewer }}
      {...(mayTakeBack && decision ? { decision: { id: decision.id, places: decision.places } } : {})}
      {...(vendored ? { library: vendored.library } : {})}
      {...(asked ? { asked: waiting(asked) } : {})}
    />
  );
}

/** The reason stands beside it already. */
const waiting = ({ decisionId, groupNo, places, askedAt, dueAt }: AskedQuestion) => ({ decisionId, groupNo, places, askedAt, dueAt });

function AtHome({ report }: { report: VersionReport }) {
  const ruleset = report.scan ? ` --ruleset ${report.scan.ruleset.name}` : "";
  return (
    <div className="mt-4 grid gap-2 border-t border-line pt-4 [&>*]:min-w-0 print:hidden">
      <h4 className="font-semibold">Run the same checks on your machine</h4>
      <CodeBlock label="Command">{`npm run scan -- ${report.packageName}.zip${ruleset}`}</CodeBlock>
      <p className="text-sm text-muted">
        The same file gives the same result and the same digest, if your copy has this engine and ruleset.{" "}
        {report.isEditor ? (
          <>
            Add <Code>--decisions</Code> to take along <a href={urls.pluginDecisions(report.packageName)}>what was decided here</a>.{" "}
          </>
        ) : null}
        <Link href={urls.docsSection("at-home")}>How to set it up</Link>
      </p>
    </div>
  );
}
