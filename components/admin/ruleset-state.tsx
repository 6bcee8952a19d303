import Link from "next/link";
import { urls } from "@/lib/urls";
import type { FormAction } from "../owner/action-form";
import { Alert } from "../ui/alert";
import { Time } from "../ui/time";
import { type Rollout, RolloutProgress } from "./rollout-progress";
import { RulesetFingerprint } from "./ruleset-fingerprint";

interface Props {
  ruleset: { name: string; version: number; digest: string };
  inForceSince: Date;
  now: Date;
  rollout: Rollout;
  bringUpToDate: FormAction;
  /** Rules that this release brought and the ruleset does not know. */
  unknownRules: number;
}

/** Whoever put it in force comes here next: this tells them that it is done. */
const JUST_NOW_MS = 5 * 60_000;

/** The ruleset in force, and how far the verdicts have followed it. */
export function RulesetState({ ruleset, inForceSince, now, rollout, bringUpToDate, unknownRules }: Props) {
  const isNew = now.getTime() - inForceSince.getTime() < JUST_NOW_MS;
  return (
    <div className="grid gap-3">
      {isNew ? <Alert tone="good" title="In force since just now" live /> : null}
      <p>
        <strong>
          {ruleset.name} {ruleset.version}
        </strong>
        {isNew ? null : (
          <>
            , in force since <Time at={inForceSince} withTime />
          </>
        )}
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
      <RolloutProgress rollout={rollout} bringUpToDate={bringUpToDate} />
      <p className="text-sm text-muted">
        Counted are the newest published version of each plugin, whose verdict is its badge, and versions that may still be published.
      </p>
    </div>
  );
}
