import type { ReactNode } from "react";
import { isFiltered } from "@/lib/domain/report-choice";
import { checkById } from "@/scanners/ruleset/rules";
import { AboveLink } from "./above-link";
import { CheckOutcome } from "./check-outcome";
import type { ActionsOf, FindingAbove, ReportFilters, RuleGroup, ScanCheck, ScanFindings, ScanRule } from "./report";
import { RuleBlock } from "./rule-block";
import { CHECK_ERROR_WORDS, checkAnchor, durationWords, moreWords, plural } from "./words";

const GROUP_WORDS: Record<RuleGroup, string> = {
  fix: "Must be fixed, or knowingly kept",
  consider: "To consider",
  note: "Notes",
  kept: "Kept",
};

interface Props {
  check: ScanCheck;
  rules: readonly ScanRule[];
  /** Its findings that stand further up the page. */
  above: readonly FindingAbove[];
  filters: ReportFilters;
  paging: Pick<ScanFindings, "page" | "pages">;
  actionsOf?: ActionsOf;
}

/** One check: how it ended and how long it took, then a block for each rule that found something, the most urgent first. */
export function CheckSection({ check: whole, rules, above, filters, paging, actionsOf }: Props) {
  const check = withoutAbove(whole, above);
  const info = checkById(check.checkId);
  const anchor = checkAnchor(check.checkId);
  const isAlone = filters.choice.rule !== undefined;
  const isWhole = !isFiltered(filters.choice);
  const listed = listedOf(check, rules, isWhole);
  // Those above may be as many of their rule as can be listed.
  const unlisted = rules.length === 0 ? listed.open.critical : 0;
  const elsewhere = isWhole ? moreWords(check.open.warning - listed.open.warning, check.open.info - listed.open.info) : "";
  return (
    <section id={anchor} aria-labelledby={`${anchor}-title`} className="grid scroll-mt-4 gap-3 [&>*]:min-w-0">
      <div className="grid gap-1">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <h3 id={`${anchor}-title`} className="text-lg font-bold">
            {info.title}
          </h3>
          {rules.length + unlisted === 0 && check.state === "finished" ? null : <CheckOutcome check={listed} />}
          {isWhole ? <AboveLink above={above} /> : null}
          {elsewhere ? (
            <a href="#libraries" className="text-sm">
              {elsewhere} in bundled libraries
            </a>
          ) : null}
          <span className="text-sm text-muted">
            {info.blocking ? "can stop a version" : "stops no version"}
            {check.durationMs === null ? null : `, ${durationWords(check.durationMs)}`}
          </span>
        </div>
        <p className="text-[0.9375rem] text-muted">{info.summary}</p>
        {check.state === "errored" ? (
          <p className="text-[0.9375rem]">{CHECK_ERROR_WORDS[check.errorCode ?? ""] ?? "It could not be run to its end."}</p>
        ) : null}
      </div>
      {unlisted > 0 ? <p className="text-sm text-muted">{plural(unlisted, "more place")}, counted, not listed.</p> : null}
      {[...Map.groupBy(rules, (rule) => rule.group)].map(([group, own]) => (
        <Group key={group} words={GROUP_WORDS[group]}>
          {own.map((rule, index) => (
            <RuleBlock
              key={rule.ruleId}
              rule={rule}
              filters={filters}
              open={isAlone || (group === "fix" && index === 0) || wasJustSaid(rule)}
              {...(isAlone ? { paging } : {})}
              actionsOf={actionsOf && ((finding) => actionsOf(finding, check.checkId))}
            />
          ))}
        </Group>
      ))}
    </section>
  );
}

/** The check with the numbers of what does not stand further up. */
function withoutAbove(check: ScanCheck, above: readonly FindingAbove[]): ScanCheck {
  const open = { ...check.open };
  for (const one of above) if (one.standing === "open") open[one.severity] -= 1;
  return { ...check, open };
}

/** The check with the numbers of what stands below it: not all of it under a filter, nor what stands with its library instead. */
function listedOf(check: ScanCheck, rules: readonly ScanRule[], isWhole: boolean): ScanCheck {
  const sum = (count: (rule: ScanRule) => number) => rules.reduce((total, rule) => total + count(rule), 0);
  return {
    ...check,
    open: {
      // Those beyond a rule's cap stop the version as well. None stands elsewhere.
      critical: isWhole ? check.open.critical : sum(({ counts }) => counts.bySeverity.critical),
      warning: sum(({ counts }) => counts.bySeverity.warning),
      info: sum(({ counts }) => counts.bySeverity.info),
    },
    kept: sum(({ counts }) => counts.kept),
  };
}

const JUST_SAID_MS = 60_000;

/** What its owner kept or let count again has moved to another group: its block stands open, so that the words are found there. */
function wasJustSaid({ findings }: ScanRule): boolean {
  return findings.some(({ history }) => {
    const last = history.at(-1);
    return last?.kind === "acknowledgement" && Date.now() - last.at.getTime() < JUST_SAID_MS;
  });
}

function Group({ words, children }: { words: string; children: ReactNode }) {
  return (
    <div className="grid gap-2 [&>*]:min-w-0">
      <p className="text-[0.8125rem] font-semibold text-muted">{words}</p>
      {children}
    </div>
  );
}
