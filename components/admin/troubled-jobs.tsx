import Link from "next/link";
import { JOB_WORDS } from "@/lib/domain/job-words";
import { urls } from "@/lib/urls";
import { ActionForm, type FormAction } from "../owner/action-form";
import { Reveal } from "../owner/reveal";
import { ButtonRow } from "../ui/button-row";
import { Chip } from "../ui/chip";
import { Time } from "../ui/time";

interface Job {
  id: string;
  task: string;
  trouble: "failed" | "retrying" | "late" | "running-long";
  attempts: number;
  maxAttempts: number;
  runAt: Date;
  failedAt: Date | null;
  error: string | null;
  about: { packageName: string; version: string } | null;
  isScanOver: boolean;
}

const TROUBLE = {
  failed: { label: "Failed", tone: "bad", time: "last on" },
  retrying: { label: "Tries again", tone: "warn", time: "next try" },
  late: { label: "Late", tone: "warn", time: "due since" },
  "running-long": { label: "Runs very long", tone: "warn", time: "due since" },
} as const;

/** Jobs in trouble, each with what can be done about it. */
export function TroubledJobs({ jobs, retry, giveUp }: { jobs: readonly Job[]; retry: FormAction; giveUp: FormAction }) {
  return (
    <ul className="grid gap-3">
      {jobs.map((job) => (
        <li key={job.id} className="grid gap-3 rounded-card border border-line bg-surface p-4">
          <JobFacts job={job} />
          {job.trouble === "running-long" ? null : (
            <ButtonRow>
              {job.isScanOver ? null : <ActionForm action={retry} fields={{ jobId: job.id }} submit="Try again now" pending="Trying…" />}
              {job.task === "conclude_scan" ? null : (
                <Reveal label="Give up…" variant="danger">
                  <p>
                    It is not tried again, and what it was for ends as if it had failed: a mail is not sent, a version whose check is
                    missing is not published.
                  </p>
                  <ActionForm action={giveUp} fields={{ jobId: job.id }} submit="Give up" pending="Giving up…" variant="danger" />
                </Reveal>
              )}
            </ButtonRow>
          )}
        </li>
      ))}
    </ul>
  );
}

function JobFacts({ job }: { job: Job }) {
  const { label, tone, time } = TROUBLE[job.trouble];
  return (
    <div className="grid gap-1 [overflow-wrap:anywhere]">
      <p className="flex flex-wrap items-center gap-2">
        <Chip tone={tone}>{label}</Chip>
        <strong>{JOB_WORDS[job.task] ?? job.task}</strong>
        {job.about ? (
          <Link href={urls.version(job.about.packageName, job.about.version)} prefetch={false}>
            {job.about.packageName} {job.about.version}
          </Link>
        ) : null}
      </p>
      {job.error ? <p className="font-mono text-sm">{job.error}</p> : null}
      <p className="text-sm text-muted">
        {job.failedAt
          ? `After ${job.attempts === 1 ? "1 attempt" : `${job.attempts} attempts`}, the last on `
          : `Attempt ${job.attempts} of ${job.maxAttempts}, ${time} `}
        <Time at={job.failedAt ?? job.runAt} withTime />, job {job.id}
        {job.isScanOver ? ". Its scan has ended without it; a new scan of the version can be asked for on its page." : ""}
      </p>
    </div>
  );
}
