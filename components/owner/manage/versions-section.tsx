import { urls } from "@/lib/urls";
import { StatusChip } from "../../scan/status-chip";
import { VerdictBadge } from "../../scan/verdict-badge";
import { CardSection } from "../../ui/card";
import { Chip } from "../../ui/chip";
import { Time } from "../../ui/time";
import { ActionForm, type FormAction } from "../action-form";
import { Reveal } from "../reveal";

export interface ManagedVersionView {
  versionId: number;
  version: string;
  status: "approved" | "withdrawn";
  verdict: "passed" | "advisory" | "blocked" | "inconclusive" | null;
  isExperimental: boolean;
  publishedAt: Date | null;
  statusChangedAt: Date;
}

/** More than these stand behind a fold. */
const SHOWN = 5;

/** What is or was public, to be taken back or published again. Without actions (an administrator's view) only the list. */
export function VersionsSection({
  packageName,
  versions,
  actions,
}: {
  packageName: string;
  versions: readonly ManagedVersionView[];
  actions: { withdraw: FormAction; restore: FormAction } | null;
}) {
  if (versions.length === 0) return null;
  const list = (some: readonly ManagedVersionView[]) => (
    <ul className="grid">
      {some.map((one) => (
        <li key={one.versionId} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t border-line py-2.5">
          <span className="flex min-w-0 flex-wrap items-center gap-2">
            <a href={urls.version(packageName, one.version)} className="font-semibold tabular-nums">
              {one.version}
            </a>
            <StatusChip status={one.status} />
            <VerdictBadge verdict={one.verdict} />
            {one.isExperimental ? <Chip tone="warn">Experimental</Chip> : null}
            <span className="text-sm text-muted">
              <Since version={one} />
            </span>
          </span>
          {actions ? <Move version={one} actions={actions} /> : null}
        </li>
      ))}
    </ul>
  );
  return (
    <CardSection title="Public and withdrawn versions" id="versions">
      {list(versions.slice(0, SHOWN))}
      {versions.length > SHOWN ? (
        <details>
          <summary className="cursor-pointer border-t border-line py-2.5 text-sm font-semibold">
            {versions.length - SHOWN} older {versions.length - SHOWN === 1 ? "version" : "versions"}
          </summary>
          {list(versions.slice(SHOWN))}
        </details>
      ) : null}
    </CardSection>
  );
}

function Since({ version: { status, statusChangedAt, publishedAt } }: { version: ManagedVersionView }) {
  if (status === "withdrawn") {
    return (
      <>
        withdrawn <Time at={statusChangedAt} />
      </>
    );
  }
  return publishedAt ? (
    <>
      published <Time at={publishedAt} />
    </>
  ) : null;
}

function Move({ version: one, actions }: { version: ManagedVersionView; actions: { withdraw: FormAction; restore: FormAction } }) {
  const fields = { versionId: one.versionId };
  if (one.status === "withdrawn") {
    return (
      <ActionForm
        action={actions.restore}
        fields={fields}
        submit={
          <span>
            Publish <span className="sr-only">{one.version} </span>again
          </span>
        }
        pending="Publishing…"
      />
    );
  }
  return (
    <Reveal
      label={
        <span>
          Withdraw<span className="sr-only"> {one.version}</span>…
        </span>
      }
      variant="danger"
    >
      <p>
        {one.version} disappears from the plugin list, and the public can no longer download it. People who installed it keep it. You can
        publish it again later.
      </p>
      <ActionForm action={actions.withdraw} fields={fields} submit={`Withdraw ${one.version}`} pending="Withdrawing…" variant="danger" />
    </Reveal>
  );
}
