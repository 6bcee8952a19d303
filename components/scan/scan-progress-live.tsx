"use client";

import { Check, CircleAlert, Clock, Loader } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { Alert } from "../ui/alert";
import { ProgressBar } from "../ui/progress-bar";
import { useScanProgress } from "./use-scan-progress";

type CheckState = "queued" | "running" | "finished" | "errored";

/** The JSON of the progress address. */
export interface ProgressView {
  versionId: number;
  status: string;
  verdict: string | null;
  checks: { id: string; state: CheckState; durationMs: number | null }[];
  estimateMs: number | null;
  done: boolean;
}

const STATE = {
  queued: { Icon: Clock, words: "queued", tone: "text-muted" },
  running: { Icon: Loader, words: "running", tone: "text-info-ink motion-safe:[&_svg]:animate-spin" },
  finished: { Icon: Check, words: "done", tone: "text-good-ink" },
  errored: { Icon: CircleAlert, words: "could not be run to its end", tone: "text-bad-ink" },
} as const;

export function ScanProgressLive({ initial, titles }: { initial: ProgressView; titles: Record<string, string> }) {
  const { progress, isOffline } = useScanProgress(initial);
  const router = useRouter();
  // The page was drawn before the scan ended; the same page drawn again holds the report.
  useEffect(() => {
    if (progress.done && !initial.done) router.refresh();
  }, [progress.done, initial.done, router]);

  const ended = progress.checks.filter((check) => check.state === "finished" || check.state === "errored").length;
  return (
    <section aria-labelledby="scan-progress-title" className="rounded-card border border-line bg-surface p-4 sm:p-5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 id="scan-progress-title" className="text-lg font-bold">
          {progress.done ? "The checks have ended" : "The checks are running"}
        </h3>
        <p className="text-sm text-muted">{estimateWords(progress)}</p>
      </div>
      <ProgressBar label="Checks that have ended" max={progress.checks.length || 1} value={ended} className="my-3" />
      <p aria-live="polite" className="sr-only">
        {progress.done ? "All checks have ended." : `${ended} of ${progress.checks.length} checks have ended.`}
      </p>
      <ul className="grid gap-x-6 gap-y-1.5 sm:grid-cols-2">
        {progress.checks.map((check) => (
          <li key={check.id} className="flex items-center justify-between gap-3">
            <span className="min-w-0">{titles[check.id] ?? check.id}</span>
            <StateWords state={check.state} durationMs={check.durationMs} />
          </li>
        ))}
      </ul>
      {isOffline ? (
        <Alert tone="warn" className="mt-4" title="The connection is lost. The checks go on; this page tries again by itself." />
      ) : null}
    </section>
  );
}

function StateWords({ state, durationMs }: { state: CheckState; durationMs: number | null }) {
  const { Icon, words, tone } = STATE[state];
  return (
    <span className={`inline-flex shrink-0 items-center gap-1.5 text-sm font-semibold tabular-nums ${tone}`}>
      <Icon aria-hidden className="size-4" />
      {words}
      {state === "finished" && durationMs !== null ? ` in ${durationMs.toLocaleString("en")} ms` : ""}
    </span>
  );
}

function estimateWords({ done, estimateMs }: ProgressView): string {
  if (done) return "";
  if (estimateMs === null) return "Usually a matter of seconds.";
  const seconds = Math.max(1, Math.ceil(estimateMs / 1_000));
  return seconds < 90
    ? `Usually about ${seconds} ${seconds === 1 ? "second" : "seconds"}.`
    : `Usually about ${Math.ceil(seconds / 60)} minutes.`;
}
