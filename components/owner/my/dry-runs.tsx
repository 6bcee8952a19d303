import { urls } from "@/lib/urls";
import { VerdictBadge } from "../../scan/verdict-badge";
import { plural } from "../../scan/words";
import { CardSection } from "../../ui/card";
import { Chip } from "../../ui/chip";
import { Time } from "../../ui/time";

export interface DryRunView {
  scanId: string;
  name: string;
  version: string;
  verdict: "passed" | "advisory" | "blocked" | "inconclusive" | null;
  openCritical: number;
  isRefused: boolean;
  createdAt: Date;
  expiresAt: Date;
}

/** What the person had checked without uploading it; nothing when there was none this week. */
export function DryRuns({ runs, total }: { runs: readonly DryRunView[]; total: number }) {
  if (runs.length === 0) return null;
  return (
    <CardSection title="Dry runs" id="dry-runs" aside="Nobody but you sees them. Each is kept for a week.">
      <ul className="grid">
        {runs.map((run) => (
          <li
            key={run.scanId}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t border-line py-2.5 last:pb-0"
          >
            <span className="min-w-0 [overflow-wrap:anywhere]">
              <a href={urls.dryRun(run.scanId)} className="font-semibold">
                {run.name} {run.version}
              </a>{" "}
              <span className="text-sm text-muted">
                checked <Time at={run.createdAt} withTime />, gone on <Time at={run.expiresAt} />
              </span>
            </span>
            <span className="flex flex-wrap items-center gap-2 text-sm">
              {run.isRefused ? <Chip tone="bad">An upload would be refused</Chip> : null}
              {run.openCritical > 0 ? `${plural(run.openCritical, "finding")} to fix` : null}
              {run.verdict ? <VerdictBadge verdict={run.verdict} /> : <Chip>The checks are running</Chip>}
            </span>
          </li>
        ))}
      </ul>
      {total > runs.length ? (
        <p className="mt-2 text-sm text-muted">
          The {runs.length} newest of {total.toLocaleString("en")}.
        </p>
      ) : null}
    </CardSection>
  );
}
