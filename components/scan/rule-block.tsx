import type { ReactNode } from "react";
import { ruleById } from "@/scanners/ruleset/rules";
import { Chip } from "../ui/chip";
import { Disclosure } from "../ui/disclosure";
import { Finding, placeOf } from "./finding";
import { Paragraphs } from "./paragraphs";
import type { ScanFinding, ScanRule } from "./report";
import { RuleHelp } from "./rule-help";
import { SeverityChip } from "./severity-chip";
import { plural, ruleAnchor } from "./words";

/** Places with their code; further ones are listed by file and line, so that a page of 3,000 findings stays usable. */
const FULL_PLACES = 40;
const COLOURED_PLACES = 15;

/** One rule that was broken: why it matters, every place, how to fix it. `actionsOf` adds forms below a place. */
export function RuleBlock({ rule, open, actionsOf }: { rule: ScanRule; open?: boolean; actionsOf?: (finding: ScanFinding) => ReactNode }) {
  const metadata = ruleById(rule.ruleId);
  const full = rule.findings.slice(0, FULL_PLACES);
  const rest = rule.findings.slice(FULL_PLACES);
  return (
    <Disclosure id={ruleAnchor(rule.ruleId)} open={open} summary={<RuleSummary rule={rule} title={metadata?.title ?? rule.ruleId} />}>
      <div className="grid gap-5">
        {metadata ? (
          <div className="grid gap-2">
            <h5 className="font-semibold">Why it matters</h5>
            <Paragraphs text={metadata.why} />
          </div>
        ) : null}
        {full.map((finding, index) => (
          <Finding key={finding.id} finding={finding} plain={index >= COLOURED_PLACES} actions={actionsOf?.(finding)} />
        ))}
        {rest.length > 0 ? <MorePlaces findings={rest} /> : null}
        {rule.omitted > 0 ? (
          <p className="text-sm text-muted">And {plural(rule.omitted, "more place")} that the scan counted but did not keep.</p>
        ) : null}
        {metadata ? <RuleHelp rule={metadata} /> : null}
      </div>
    </Disclosure>
  );
}

function RuleSummary({ rule, title }: { rule: ScanRule; title: string }) {
  const kept = rule.findings.length - rule.open;
  return (
    <span className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
      {rule.open > 0 ? <SeverityChip severity={rule.severity} /> : <Chip>Kept</Chip>}
      <h4 className="font-semibold">{title}</h4>
      <span className="font-mono text-[0.8125rem] text-muted">{rule.ruleId}</span>
      <span className="text-sm text-muted">
        {rule.open > 0 ? plural(rule.open, "place") : null}
        {rule.open > 0 && kept > 0 ? ", " : null}
        {kept > 0 ? `${kept} kept` : null}
      </span>
    </span>
  );
}

function MorePlaces({ findings }: { findings: readonly ScanFinding[] }) {
  return (
    <details>
      <summary className="cursor-pointer font-semibold">{plural(findings.length, "more place")}</summary>
      <ul className="mt-2 columns-1 gap-6 font-mono text-sm md:columns-2">
        {findings.map((finding) => (
          <li key={finding.id} className="[overflow-wrap:anywhere]">
            {placeOf(finding)}
          </li>
        ))}
      </ul>
    </details>
  );
}
