import type { Finding } from "../core/types";
import { type ScanReport, standingOf } from "./scan-report";

/** The report as JSON: stable, without clock, durations and fingerprints, so that two runs can be compared as text. */
export function jsonReport(report: ScanReport): string {
  const { reason, outcomes, ...facts } = report;
  const checks = outcomes.map((outcome) =>
    outcome.state === "finished"
      ? {
          checkId: outcome.checkId,
          state: outcome.state,
          findings: outcome.findings.map(plain),
          omitted: outcome.omitted,
          coverage: outcome.coverage,
        }
      : { checkId: outcome.checkId, state: outcome.state, code: outcome.code },
  );
  return `${JSON.stringify({ ...facts, ...reason, checks }, null, 2)}\n`;
}

function plain(finding: Finding): object {
  const { fingerprint: _fingerprint, movedFingerprint: _movedFingerprint, ...rest } = finding;
  return { ...rest, standing: standingOf(finding) };
}
