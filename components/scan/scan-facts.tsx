import type { ReactNode } from "react";
import { Time } from "../ui/time";
import type { ScanFacts as Facts, ScanCoverage } from "./report";
import { durationWords, plural, sizeWords } from "./words";

/** When, how much of it, by which rules, with which result: what somebody needs to repeat the scan and compare. */
export function ScanFacts({ facts }: { facts: Facts }) {
  const { ruleset, coverage } = facts;
  return (
    <dl className="grid gap-x-8 gap-y-3 text-[0.9375rem] sm:grid-cols-2">
      <Fact name={facts.isDerived ? "Judged again, by changed rules" : "Scanned"}>
        {facts.concludedAt ? <Time at={facts.concludedAt} withTime /> : "not yet"}
        {facts.durationMs === null || facts.isDerived ? null : `, ${durationWords(facts.durationMs)} after it was queued`}
      </Fact>
      <Fact name="Coverage">
        {coverage.python || coverage.text ? null : "not measured"}
        {coverage.python ? <span className="block">Python: {coverageWords(coverage.python)}</span> : null}
        {coverage.text ? (
          <span className="block">
            Searched for secrets: {coverageWords(coverage.text)}
            {coverage.text.filesNotAnalysed > 0 ? " (not those without text, nor .secrets.baseline)" : ""}
          </span>
        ) : null}
      </Fact>
      <Fact name="Ruleset">
        {ruleset.title}, version {ruleset.version}
        <Digest value={ruleset.digest} />
      </Fact>
      <Fact name="Result">
        Engine {facts.engineVersion}
        {facts.resultDigest ? <Digest value={facts.resultDigest} /> : null}
      </Fact>
    </dl>
  );
}

/** "7 of 9 files, 2.6 kB" */
function coverageWords({ filesAnalysed, filesNotAnalysed, bytesAnalysed }: ScanCoverage): string {
  const files =
    filesNotAnalysed > 0
      ? `${filesAnalysed.toLocaleString("en")} of ${plural(filesAnalysed + filesNotAnalysed, "file")}`
      : `${filesAnalysed > 1 ? "all " : ""}${plural(filesAnalysed, "file")}`;
  return `${filesAnalysed + filesNotAnalysed === 0 ? "no files" : files}, ${sizeWords(bytesAnalysed)}`;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-[0.8125rem] font-semibold text-muted">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Digest({ value }: { value: string }) {
  return <span className="block font-mono text-[0.8125rem] [overflow-wrap:anywhere] text-muted">Digest {value}</span>;
}
