import type { ReactNode } from "react";
import { ruleById } from "@/scanners/ruleset/rules";
import { Chip } from "../ui/chip";
import { Disclosure } from "../ui/disclosure";
import { Finding, linesWords } from "./finding";
import { Paragraphs } from "./paragraphs";
import type { ScanFinding, ScanRule, Severity } from "./report";
import { RuleHelp } from "./rule-help";
import { SeverityChip } from "./severity-chip";
import { plural, ruleAnchor } from "./words";

/** Places with their code; further ones are listed by file and line, so that a page of 3,000 findings stays usable. */
const FULL_PLACES = { critical: 40, warning: 15, info: 6 };
const COLOURED_PLACES = { critical: 15, warning: 6, info: 2 };

const GRAVITY: Record<Severity, number> = { critical: 0, warning: 1, info: 2 };

/** What must be fixed stands before what only may be, and before what is kept: it must not drown in the further places. */
const weight = ({ standing, severity }: ScanFinding): number => GRAVITY[severity] + (standing === "open" ? 0 : 3);

/** One rule that was broken: why it matters, every place, how to fix it. `actionsOf` adds forms below a place. */
export function RuleBlock({ rule, open, actionsOf }: { rule: ScanRule; open?: boolean; actionsOf?: (finding: ScanFinding) => ReactNode }) {
  const metadata = ruleById(rule.ruleId);
  const places = rule.findings.toSorted((a, b) => weight(a) - weight(b));
  const full = places.slice(0, FULL_PLACES[rule.severity]);
  const rest = places.slice(FULL_PLACES[rule.severity]);
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
          <Finding
            key={finding.id}
            finding={finding}
            plain={index >= COLOURED_PLACES[rule.severity]}
            isMilder={finding.standing === "open" && finding.severity !== rule.severity}
            actions={actionsOf?.(finding)}
          />
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
  const gravest = rule.findings.filter(({ standing, severity }) => standing === "open" && severity === rule.severity).length;
  return (
    <span className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
      {rule.open > 0 ? <SeverityChip severity={rule.severity} /> : <Chip>Kept</Chip>}
      <h4 className="font-semibold">{title}</h4>
      <span className="font-mono text-[0.8125rem] text-muted">{rule.ruleId}</span>
      <span className="text-sm text-muted">
        {rule.open > 0 ? plural(rule.open, "place") : null}
        {gravest < rule.open ? `, ${gravest} of them ${rule.severity}` : null}
        {rule.omitted > 0 ? `, ${rule.omitted.toLocaleString("en")} more not listed` : null}
        {rule.open > 0 && kept > 0 ? ", " : null}
        {kept > 0 ? `${kept} kept` : null}
      </span>
    </span>
  );
}

function MorePlaces({ findings }: { findings: readonly ScanFinding[] }) {
  const linesOf = new Map<string, string[]>();
  for (const finding of findings) {
    const lines = linesOf.get(finding.path) ?? [];
    linesOf.set(finding.path, lines);
    if (finding.line > 0) lines.push(linesWords(finding));
  }
  return (
    <details>
      <summary className="cursor-pointer font-semibold">{plural(findings.length, "more place")}</summary>
      <ul className="mt-2 columns-1 gap-6 text-sm md:columns-2">
        {[...linesOf].map(([path, lines]) => (
          <li key={path} className="pb-1 [overflow-wrap:anywhere]">
            <span className="font-mono">{path}</span>
            {lines.length > 0 ? `: ${lines.join(", ")}` : null}
          </li>
        ))}
      </ul>
    </details>
  );
}
