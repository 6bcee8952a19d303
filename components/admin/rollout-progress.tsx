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
  job: { state: "goes-on"; retriesAt: Date | null } | { state: "gave-up" } | { state: "none" };
  unjudged: { count: number; first: readonly { versionId: number; packageName: string; version: string; errors: readonly string[] }[] };
  isWorkerRunning: boolean;
}

/** How far the verdicts have followed the rules in force, what is in the way, and what can be done about it. */
export function RolloutProgress({ rollout, bringUpToDate }: { rollout: Rollout; bringUpToDate: FormAction }) {
  const { total, behind, scanning, job, unjudged } = rollout;
  const isMoving = job.state === "goes-on" || scanning > 0;
  const isSeenAgain = scanning > 0 || (behind > 0 && job.state !== "none");
  const following = total - behind - unjudged.count;
  const words = following === total ? `All ${count(total)} verdicts that count` : `${count(following)} of ${count(total)} verdicts`;
  if (total === 0)
    return (
      <>
        <p className="text-muted">{scanning > 0 ? "The versions are being checked anew." : "No version was judged yet."}</p>
        {isSeenAgain ? <RefreshWhileRunning /> : null}
      </>
    );
  return (
    <>
      <p role="status">
        {words} follow these rules
        {unjudged.count > 0 ? `; ${count(unjudged.count)} could not be checked` : ""}
        {scanning > 0 ? `; ${scanning === 1 ? "1 new scan waits or runs" : `${scanning} new scans wait or run`}` : ""}.
      </p>
      {behind > 0 ? (
        <>
          <ProgressBar value={following} max={total} label="Verdicts that follow the rules in force" />
          <Onwards rollout={rollout} />
          {isMoving ? null : <ActionForm action={bringUpToDate} fields={{}} submit="Bring the others up to date" pending="Beginning…" />}
        </>
      ) : null}
      {isSeenAgain ? <RefreshWhileRunning /> : null}
      {unjudged.count > 0 ? <Unjudged {...unjudged} /> : null}
    </>
  );
}

const count = (number: number) => number.toLocaleString("en");

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
        <p>
          The last try failed; {jobs} says why, and can try again now. The next one is on <Time at={job.retriesAt} withTime />.
        </p>
      </Alert>
    );
  if (job.state === "goes-on" || scanning > 0)
    return <p className="text-sm text-muted">The others follow by themselves. You need not stay on this page.</p>;
  return (
    <Alert tone="warn" title="The others do not follow at the moment">
      <p>
        {job.state === "gave-up" ? (
          <>What brings them up to these rules failed too often; {jobs} says why. It begins anew within a minute.</>
        ) : (
          "Nothing brings them up to these rules any more."
        )}
      </p>
    </Alert>
  );
}

function Unjudged({ count: all, first }: Rollout["unjudged"]) {
  return (
    <Alert tone="warn" title={`${plural(all, "version")} could not be checked`}>
      <p>
        No rules can judge {all === 1 ? "it" : "them"} until a new scan, asked for on {all === 1 ? "its" : "each one’s"} review page, can be
        run to its end.
      </p>
      <ul className="mt-2 grid gap-1">
        {first.map(({ versionId, packageName, version, errors }) => (
          <li key={versionId}>
            <Link href={urls.reviewVersion(versionId)} prefetch={false}>
              {packageName} {version}
            </Link>
            : {errors.map((code) => CHECK_ERROR_WORDS[code] ?? CHECK_ERROR_WORDS.crashed).join(" ")}
          </li>
        ))}
        {all > first.length ? <li>and {count(all - first.length)} more</li> : null}
      </ul>
    </Alert>
  );
}
