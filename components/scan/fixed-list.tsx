import { comparedWords } from "@/lib/domain/memory";
import { ruleById } from "@/scanners/ruleset/rules";
import { CodeWords } from "../ui/code-words";
import { Disclosure } from "../ui/disclosure";
import type { FixedFinding, ScanFindings } from "./report";
import { SeverityChip } from "./severity-chip";
import { plural } from "./words";

const PLACES_NAMED = 20;

/** What the version before had and this one has no more: by rule, with the places where it was. */
export function FixedList({ fixed, comparedWith, open }: Pick<ScanFindings, "fixed" | "comparedWith"> & { open?: boolean }) {
  if (fixed.length === 0 || !comparedWith) return null;
  return (
    <section id="fixed" aria-labelledby="fixed-title" className="grid scroll-mt-4 gap-3 [&>*]:min-w-0">
      <h3 id="fixed-title" className="text-lg font-bold">
        Fixed since {comparedWords(comparedWith)}
      </h3>
      <div className="grid gap-2 [&>*]:min-w-0">
        {[...Map.groupBy(fixed, (one) => one.ruleId)].map(([ruleId, places]) => (
          <FixedRule key={ruleId} ruleId={ruleId} places={places} open={open} />
        ))}
      </div>
    </section>
  );
}

function FixedRule({ ruleId, places, open }: { ruleId: string; places: readonly FixedFinding[]; open?: boolean }) {
  const more = places.length - PLACES_NAMED;
  return (
    <Disclosure
      open={open}
      summary={
        <span className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <SeverityChip severity={(places[0] as FixedFinding).severity} />
          <h4 className="font-semibold">{ruleById(ruleId)?.title ?? ruleId}</h4>
          <span className="font-mono text-[0.8125rem] text-muted">{ruleId}</span>
          <span className="text-sm text-muted">{plural(places.length, "place")} fixed</span>
        </span>
      }
    >
      <ul className="grid gap-1.5 text-[0.9375rem]">
        {places.slice(0, PLACES_NAMED).map(({ path, line, message }) => (
          <li key={`${path}:${line} ${message}`}>
            <span className="font-mono text-sm [overflow-wrap:anywhere]">{line > 0 ? `${path}:${line}` : path}</span>
            <span className="block">
              <CodeWords text={message} />
            </span>
          </li>
        ))}
        {more > 0 ? <li className="text-muted">and {plural(more, "more place")}</li> : null}
      </ul>
    </Disclosure>
  );
}
