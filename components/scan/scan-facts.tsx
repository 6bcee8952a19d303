import type { ReactNode } from "react";
import { Time } from "../ui/time";
import type { ScanFacts as Facts } from "./report";
import { durationWords, plural, sizeWords } from "./words";

/** By which rules, on which bytes, with which result: what somebody needs to repeat the scan and compare. */
export function ScanFacts({ facts }: { facts: Facts }) {
  const { ruleset, coverage } = facts;
  return (
    <dl className="grid gap-x-8 gap-y-3 text-[0.9375rem] sm:grid-cols-2">
      <Fact name="Scanned">
        {facts.concludedAt ? <Time at={facts.concludedAt} withTime /> : "not yet"}
        {facts.durationMs === null ? null : `, in ${durationWords(facts.durationMs)}`}
      </Fact>
      <Fact name="Coverage">{coverage ? coverageWords(coverage) : "not measured"}</Fact>
      <Fact name="Ruleset">
        {ruleset.title} ({ruleset.name} {ruleset.version})<Digest value={ruleset.digest} />
      </Fact>
      <Fact name="Result">
        Engine {facts.engineVersion}
        {facts.resultDigest ? <Digest value={facts.resultDigest} /> : null}
      </Fact>
      <Fact name="Package (SHA-256)">
        <Digest value={facts.artifactSha256} />
      </Fact>
    </dl>
  );
}

function coverageWords({ filesAnalysed, filesNotAnalysed, bytesAnalysed, bytesNotAnalysed }: NonNullable<Facts["coverage"]>): string {
  const share = bytesAnalysed + bytesNotAnalysed === 0 ? 100 : (100 * bytesAnalysed) / (bytesAnalysed + bytesNotAnalysed);
  const analysed = `${plural(filesAnalysed, "file")} analysed (${sizeWords(bytesAnalysed)}, ${Math.floor(share)} %)`;
  return filesNotAnalysed > 0 ? `${analysed}, ${filesNotAnalysed} not` : analysed;
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
  return <span className="block font-mono text-[0.8125rem] [overflow-wrap:anywhere] text-muted">{value}</span>;
}
