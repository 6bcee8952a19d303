import Link from "next/link";
import { urls } from "@/lib/urls";
import { ActionForm, type FormAction } from "../owner/action-form";
import { RefreshWhileRunning } from "../scan/refresh-while-running";
import { Alert } from "../ui/alert";
import { ProgressBar } from "../ui/progress-bar";
import { RulesetFingerprint } from "./ruleset-fingerprint";

interface Props {
  ruleset: { name: string; version: number; digest: string };
  state: { total: number; behind: number; scanning: number };
  bringUpToDate: FormAction;
  /** Rules that this release brought and the ruleset does not know. */
  unknownRules: number;
}

/** The ruleset in force, and how far the verdicts have followed it. */
export function RulesetState({ ruleset, state: { total, behind, scanning }, bringUpToDate, unknownRules }: Props) {
  const done = total - behind;
  return (
    <div className="grid gap-3">
      <p>
        <strong>
          {ruleset.name} {ruleset.version}
        </strong>
        <br />
        <RulesetFingerprint digest={ruleset.digest} />
      </p>
      {unknownRules > 0 ? (
        <Alert
          tone="warn"
          title={unknownRules === 1 ? "One rule came with an update and is off" : `${unknownRules} rules came with an update and are off`}
        >
          <p>
            These rules were made before. Choose <Link href={urls.adminRules({ show: "changed" })}>“Unlike shipped”</Link> to find them.
          </p>
        </Alert>
      ) : null}
      {total === 0 ? <p className="text-muted">No version was judged yet.</p> : null}
      {total > 0 && behind === 0 ? <p>All {total.toLocaleString("en")} verdicts that count follow these rules.</p> : null}
      {behind > 0 ? (
        <>
          <p role="status">
            {done.toLocaleString("en")} of {total.toLocaleString("en")} verdicts follow these rules
            {scanning > 0 ? `; ${scanning === 1 ? "1 new scan waits or runs" : `${scanning} new scans wait or run`}` : ""}.
          </p>
          <ProgressBar value={done} max={total} label="Verdicts that follow the rules in force" />
          <RefreshWhileRunning />
          <ActionForm action={bringUpToDate} fields={{}} submit="Bring the others up to date" pending="Beginning…" />
        </>
      ) : null}
      <p className="text-sm text-muted">
        Counted are the newest published version of each plugin, whose verdict is its badge, and versions that may still be published.
      </p>
    </div>
  );
}
