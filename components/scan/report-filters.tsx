import Link from "next/link";
import type { ComponentProps } from "react";
import { isFiltered, type ReportState } from "@/lib/domain/report-choice";
import { checkById } from "@/scanners/ruleset/rules";
import { Button } from "../ui/button";
import { Choice } from "../ui/choice";
import { cx } from "../ui/cx";
import { Field, Input } from "../ui/field";
import { AboveLink } from "./above-link";
import type { ReportFilters as Filters, ScanFindings } from "./report";
import { REPORT_ANCHOR, reportLink, UNFILTERED } from "./report-link";
import { plural, SEVERITY_WORDS } from "./words";

const STATE_WORDS: Record<ReportState, string> = {
  open: "Open",
  new: "New",
  suppressed: "Suppressed",
  acknowledged: "Acknowledged",
  accepted: "Accepted",
  fixed: "Fixed",
};
const WHERE_WORDS = { own: "The plugin itself", test: "Tests", vendored: "Bundled libraries" };

type Counts = Readonly<Record<string, number>>;

/** Links and a plain form: what is shown is an address that can be sent to others, without JavaScript too. */
export function ReportFilters({ filters, findings }: { filters: Filters; findings: ScanFindings }) {
  const { choice, address } = filters;
  const { counts } = findings;
  return (
    <search className="@container grid gap-3 rounded-card border border-line bg-surface p-3 sm:p-4 print:hidden" aria-label="Findings">
      <StateLinks filters={filters} counts={counts.state} />
      <form
        action={`${address}#${REPORT_ANCHOR}`}
        method="get"
        className="grid items-end gap-3 @md:grid-cols-2 @3xl:grid-cols-[1.2fr_1.4fr_1.3fr_1.1fr_auto] [&>*]:min-w-0"
      >
        {choice.state ? <input type="hidden" name="state" value={choice.state} /> : null}
        <CountedChoice name="severity" label="Severity" value={choice.severity} counts={counts.severity} options={severities} />
        <CountedChoice name="check" label="Check" value={choice.check} counts={counts.check} options={checksOf(findings)} />
        <CountedChoice name="where" label="Whose code" value={choice.where} counts={counts.where} options={WHERE_WORDS} />
        <Field label="File or folder" htmlFor="report-path">
          <Input id="report-path" name="path" type="search" maxLength={200} defaultValue={choice.path} placeholder="e.g. gui/" />
        </Field>
        <Button className="@md:@max-3xl:col-span-2">Show</Button>
      </form>
      {isFiltered(choice) ? <Result filters={filters} findings={findings} /> : null}
    </search>
  );
}

const severities = Object.fromEntries(Object.entries(SEVERITY_WORDS).map(([severity, { label }]) => [severity, label]));

const checksOf = ({ checks }: ScanFindings) => Object.fromEntries(checks.map(({ checkId }) => [checkId, checkById(checkId).title]));

function CountedChoice({ counts, options, ...rest }: Omit<ComponentProps<typeof Choice>, "id" | "any"> & { counts: Counts }) {
  const counted = Object.entries(options).map(([key, words]) => [key, `${words} (${(counts[key] ?? 0).toLocaleString("en")})`]);
  return <Choice {...rest} id={`report-${rest.name}`} any="Any" options={Object.fromEntries(counted)} />;
}

/** One of them may be on; the one that is on leads back to all. */
function StateLinks({ filters, counts }: { filters: Filters; counts: Counts }) {
  const { state } = filters.choice;
  const states = (Object.keys(STATE_WORDS) as ReportState[]).filter((one) => (counts[one] ?? 0) > 0 || one === state);
  return (
    <ul className="flex flex-wrap gap-1.5">
      {[undefined, ...states].map((one) => (
        <li key={one ?? "all"}>
          <Link
            href={reportLink(filters, { state: one })}
            prefetch={false}
            aria-current={one === state ? "true" : undefined}
            className={cx(
              "inline-flex min-h-8 items-center gap-1.5 rounded-full border px-3 text-sm font-semibold no-underline",
              one === state ? "border-brand bg-brand-soft text-brand-text" : "border-line-strong text-ink hover:bg-sunken",
            )}
          >
            {one ? STATE_WORDS[one] : "All"}
            {one ? <span className="font-normal tabular-nums">{(counts[one] ?? 0).toLocaleString("en")}</span> : null}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Result({ filters, findings }: { filters: Filters; findings: ScanFindings }) {
  const { rule } = filters.choice;
  return (
    <p role="status" className="flex flex-wrap items-baseline gap-x-3 text-sm">
      <span>
        {rule ? (
          <>
            Rule <span className="font-mono">{rule}</span>:{" "}
          </>
        ) : null}
        {resultWords(filters, findings)}
      </span>
      <Link href={reportLink(filters, UNFILTERED)} prefetch={false}>
        Show all findings
      </Link>
      <AboveLink above={findings.above} />
    </p>
  );
}

/** "12 of 431 findings", "3 findings fixed" */
function resultWords({ choice }: Filters, { matching, total, fixed }: ScanFindings): string {
  if (choice.state === "fixed") return `${plural(fixed.length, "finding")} fixed`;
  return `${matching.toLocaleString("en")} of ${plural(total, "finding")}`;
}
