import Link from "next/link";
import type { ReactNode } from "react";
import { ruleById } from "@/scanners/ruleset/rules";
import { Chip } from "../ui/chip";
import { Disclosure } from "../ui/disclosure";
import { Finding } from "./finding";
import { Paragraphs } from "./paragraphs";
import type { ReportFilters, ScanFinding, ScanRule } from "./report";
import { reportLink } from "./report-link";
import { RuleHelp } from "./rule-help";
import { SeverityChip } from "./severity-chip";
import { allOf, plural, ruleAnchor } from "./words";

interface Props {
  rule: ScanRule;
  filters: ReportFilters;
  /** Which of the rule's places are shown, when it is the only one on the page. */
  paging?: { page: number; pages: number };
  open?: boolean;
  actionsOf?: (finding: ScanFinding) => ReactNode;
}

/** One rule that was broken: why it matters, its first places or a page of them, how to fix it. */
export function RuleBlock({ rule, filters, paging, open, actionsOf }: Props) {
  const metadata = ruleById(rule.ruleId);
  return (
    <Disclosure id={ruleAnchor(rule.ruleId)} open={open} summary={<RuleSummary rule={rule} title={metadata?.title ?? rule.ruleId} />}>
      <div className="grid gap-5 [&>*]:min-w-0">
        {metadata && rule.findings.length > 0 ? (
          <div className="grid gap-2">
            <h5 className="font-semibold">Why it matters</h5>
            <Paragraphs text={metadata.why} />
          </div>
        ) : null}
        {rule.findings.map((finding) => (
          <Finding
            key={finding.id}
            finding={finding}
            isMilder={finding.standing === "open" && finding.severity !== rule.severity}
            actions={actionsOf?.(finding)}
          />
        ))}
        <FurtherPlaces rule={rule} filters={filters} paging={paging} />
        {metadata && rule.findings.length > 0 ? <RuleHelp rule={metadata} /> : null}
      </div>
    </Disclosure>
  );
}

function RuleSummary({ rule, title }: { rule: ScanRule; title: string }) {
  return (
    <span className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
      {rule.group === "kept" ? <Chip>Kept</Chip> : <SeverityChip severity={rule.severity} />}
      <h4 className="font-semibold">{title}</h4>
      <span className="font-mono text-[0.8125rem] text-muted">{rule.ruleId}</span>
      <span className="text-sm text-muted">{ruleCountWords(rule)}</span>
    </span>
  );
}

/** "12 places, 3 of them critical, 2 new, 1 kept": all that are open being new or unchanged is said without a number. */
export function ruleCountWords({ counts, severity, omitted }: Pick<ScanRule, "counts" | "severity" | "omitted">): string {
  const { open, kept } = counts;
  const gravest = counts.bySeverity[severity];
  const ofOpen = (count: number, words: string) => (count === 0 ? null : count === open ? words : `${count} ${words}`);
  return [
    open > 0 ? plural(open, "place") : null,
    open > 0 && gravest < open ? `${gravest} of them ${severity}` : null,
    ofOpen(counts.new, "new"),
    ofOpen(counts.carriedOver, "unchanged"),
    omitted > 0 ? `${omitted.toLocaleString("en")} more not listed` : null,
    kept > 0 ? `${kept} kept` : null,
  ]
    .filter((part) => part !== null)
    .join(", ");
}

function FurtherPlaces({ rule, filters, paging }: Pick<Props, "rule" | "filters" | "paging">) {
  const { ruleId, counts, findings, omitted } = rule;
  const address = (page: number) => reportLink(filters, { rule: ruleId, page: page > 1 ? page : undefined }, ruleAnchor(ruleId));
  const hidden = counts.total - findings.length;
  return (
    <>
      {paging && paging.pages > 1 ? (
        <PlacePages {...paging} address={address} />
      ) : hidden > 0 ? (
        <p>
          <Link href={address(1)} prefetch={false} className="font-semibold">
            {counts.total === 1 ? "Show the place" : `Show ${allOf(counts.total, "place")}`}
          </Link>
          {findings.length === 0 ? ", why it matters and how to fix it" : ""}
        </p>
      ) : null}
      {omitted > 0 ? <p className="text-sm text-muted">And {plural(omitted, "more place")}, counted, not listed.</p> : null}
    </>
  );
}

function PlacePages({ page, pages, address }: { page: number; pages: number; address: (page: number) => string }) {
  return (
    <nav aria-label="Places" className="flex flex-wrap items-baseline gap-x-4 gap-y-1 print:hidden">
      {page > 1 ? (
        <Link href={address(page - 1)} prefetch={false} rel="prev">
          Earlier places
        </Link>
      ) : null}
      <span className="text-sm text-muted">
        Page {page} of {pages}
      </span>
      {page < pages ? (
        <Link href={address(page + 1)} prefetch={false} rel="next" className="font-semibold">
          Next places
        </Link>
      ) : null}
    </nav>
  );
}
