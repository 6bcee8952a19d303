import { pathHintOf, pathHintWords } from "@/scanners/report/path-hint";
import { CheckSection } from "./check-section";
import { CheckTable } from "./check-table";
import type { ActionsOf, ScanFacts as Facts, ScanCheck } from "./report";
import { ScanFacts } from "./scan-facts";

/**
 * A whole report: facts of the scan, then a section per check. Without `withCode`, what everybody may see: names and
 * counts. `actionsOf` adds forms below a place.
 */
export function ScanReportView({
  report,
  withCode,
  actionsOf,
}: {
  report: Facts & { checks: readonly ScanCheck[] };
  withCode: boolean;
  actionsOf?: ActionsOf;
}) {
  return (
    <div className="grid gap-8 [&>*]:min-w-0">
      {withCode ? (
        <>
          <PathHint checks={report.checks} />
          {report.checks.map((check) => (
            <CheckSection key={check.checkId} check={check} actionsOf={actionsOf} />
          ))}
        </>
      ) : (
        <CheckTable checks={report.checks} />
      )}
      <section aria-labelledby="scan-facts" className="rounded-card border border-line bg-surface p-4 sm:p-5">
        <h3 id="scan-facts" className="mb-3 text-lg font-bold">
          About this scan
        </h3>
        <ScanFacts facts={report} />
      </section>
    </div>
  );
}

/** Said before the findings, because it may save the work on them. */
function PathHint({ checks }: { checks: readonly ScanCheck[] }) {
  const rules = checks.flatMap((check) => check.rules);
  const open = rules.flatMap(({ ruleId, findings }) =>
    findings.filter((finding) => finding.standing === "open").map((finding) => ({ ...finding, ruleId })),
  );
  const hint = pathHintOf(open, Object.fromEntries(rules.map((rule) => [rule.ruleId, rule.omitted])));
  return hint ? <p>{pathHintWords(hint)}</p> : null;
}
