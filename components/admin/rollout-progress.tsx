import Link from "next/link";
import { urls } from "@/lib/urls";
import { ActionForm, type FormAction } from "../owner/action-form";
import { RefreshWhileRunning } from "../scan/refresh-while-running";
import { CHECK_ERROR_WORDS, plural } from "../scan/words";
import { Alert } from "../ui/alert";
import { ProgressBar } from "../ui/progress-bar";
import { Time } from "../ui/time";

export interface Rollout {
  total: number;
  behind: number;
  scanning: number;
  job: { state: "goes-on"; error: string | null; retriesAt: Date | null } | { state: "gave-up"; error: string | null } | { state: "none" };
  unjudged: { count: number; first: readonly { packageName: string; version: string; errors: readonly string[] }[] };
  isWorkerRunning: boolean;
}

/** How far the verdicts have followed the rules in force, what is in the way, and what can be done about it. */
export function RolloutProgress({ rollout, bringUpToDate }: { rollout: Rollout; bringUpToDate: FormAction }) {
  const { total, behind, scanning, job, unjudged } = rollout;
  if (total === 0) return <p className="text-muted">No version was judged yet.</p>;
  const isMoving = job.state === "goes-on" || scanning > 0;
  return (
    <>
      {behind === 0 ? (
        <p role="status">All {total.toLocaleString("en")} verdicts that count follow these rules.</p>
      ) : (
        <>
          <p role="status">
            {(total - behind).toLocaleString("en")} of {total.toLocaleString("en")} verdicts follow these rules
            {scanning > 0 ? `; ${scanning === 1 ? "1 new scan waits or runs" : `${scanning} new scans wait or run`}` : ""}.
          </p>
          <ProgressBar value={total - behind} max={total} label="Verdicts that follow the rules in force" />
          <Onwards rollout={rollout} />
          {isMoving || job.state === "gave-up" ? <RefreshWhileRunning /> : null}
          {isMoving ? null : <ActionForm action={bringUpToDate} fields={{}} submit="Bring the others up to date" pending="Beginning…" />}
        </>
      )}
      {unjudged.count > 0 ? <Unjudged {...unjudged} /> : null}
    </>
  );
}

/** What becomes of those that do not follow yet. */
function Onwards({ rollout: { job, scanning, isWorkerRunning } }: { rollout: Rollout }) {
  const jobs = <Link href={urls.adminJobs()}>Jobs</Link>;
  if (!isWorkerRunning)
    return (
      <Alert tone="bad" title="No worker is running">
        <p>The others follow as soon as one runs.</p>
      </Alert>
    );
  if (job.state === "goes-on" && job.retriesAt)
    return (
      <Alert tone="warn" title="The others could not follow yet">
        <p className="font-mono text-sm">{job.error}</p>
        <p>
          The next try is on <Time at={job.retriesAt} withTime />. It can be made now under {jobs}.
        </p>
      </Alert>
    );
  if (job.state === "goes-on" || scanning > 0)
    return <p className="text-sm text-muted">The others follow by themselves. You need not stay on this page.</p>;
  return (
    <Alert tone="warn" title="The others do not follow at the moment">
      {job.state === "gave-up" && job.error ? <p className="font-mono text-sm">{job.error}</p> : null}
      <p>
        {job.state === "gave-up" ? (
          <>What brings them up to these rules failed too often; see {jobs}. It begins anew within a minute.</>
        ) : (
          "Nothing brings them up to these rules any more."
        )}
      </p>
    </Alert>
  );
}

function Unjudged({ count, first }: Rollout["unjudged"]) {
  return (
    <Alert tone="warn" title={`${plural(count, "version")} of these could not be checked`}>
      <p>
        No rules can judge {count === 1 ? "it" : "them"} until a new scan, asked for on {count === 1 ? "its" : "each one’s"} page, can be
        run to its end.
      </p>
      <ul className="mt-2 grid gap-1">
        {first.map(({ packageName, version, errors }) => (
          <li key={`${packageName} ${version}`}>
            <Link href={urls.securityTab(packageName, version)} prefetch={false}>
              {packageName} {version}
            </Link>
            : {errors.map((code) => CHECK_ERROR_WORDS[code] ?? CHECK_ERROR_WORDS.crashed).join(" ")}
          </li>
        ))}
        {count > first.length ? <li>and {(count - first.length).toLocaleString("en")} more</li> : null}
      </ul>
    </Alert>
  );
}
