"use client";

import type { VersionStatus } from "@/lib/domain/version-status";
import { ActionForm, type FormAction } from "../owner/action-form";
import { ReasonField } from "../owner/reason-field";
import { Reveal } from "../owner/reveal";

export interface DecidableVersion {
  id: number;
  status: VersionStatus;
  version: string;
  /** What the approver looked at: the server refuses an approval of anything else. */
  scanId: string | null;
  artifactSha256: string;
}

export interface ReviewActionSet {
  approve: FormAction;
  return: FormAction;
  reject: FormAction;
  quarantine: FormAction;
  release: FormAction;
}

const WAITING: readonly VersionStatus[] = ["validated", "blocked", "inconclusive"];

/** What an approver can do with a version in its present state. */
export function DecisionForms({ version, actions, isAdmin }: { version: DecidableVersion; actions: ReviewActionSet; isAdmin: boolean }) {
  const { status } = version;
  const fields = { versionId: version.id };
  return (
    <div className="grid gap-4">
      {status === "validated" && version.scanId ? <ApproveForm version={version} scanId={version.scanId} action={actions.approve} /> : null}
      <div className="flex flex-wrap items-start gap-2">
        {WAITING.includes(status) ? (
          <>
            <WithReason
              label="Return to the author…"
              words="The author reads your reason and uploads a corrected file under the same number."
              action={actions.return}
              fields={fields}
              submit={`Return ${version.version}`}
            />
            <RejectForm version={version} action={actions.reject} />
          </>
        ) : null}
        {["approved", "withdrawn", "validated"].includes(status) ? (
          <WithReason
            label="Quarantine…"
            words="Hides the version from everybody while it is looked into. An admin can release it again."
            action={actions.quarantine}
            fields={fields}
            submit={`Quarantine ${version.version}`}
            isDanger
          />
        ) : null}
        {status === "quarantined" && isAdmin ? <QuarantineEnd version={version} actions={actions} /> : null}
      </div>
    </div>
  );
}

function ApproveForm({ version, scanId, action }: { version: DecidableVersion; scanId: string; action: FormAction }) {
  const fields = { versionId: version.id, scanId, artifactSha256: version.artifactSha256 };
  return (
    <ActionForm
      action={action}
      fields={fields}
      submit={`Approve and publish ${version.version}`}
      pending="Publishing…"
      variant="primary"
      size="md"
    >
      {(state) => <ReasonField name="note" label="Note to the author" hint="Optional." state={state} isOptional />}
    </ActionForm>
  );
}

function RejectForm({ version, action }: { version: DecidableVersion; action: FormAction }) {
  return (
    <WithReason
      label="Reject…"
      words="A no to this version. The author reads your reason."
      action={action}
      fields={{ versionId: version.id }}
      submit={`Reject ${version.version}`}
      isDanger
    />
  );
}

function QuarantineEnd({ version, actions }: { version: DecidableVersion; actions: ReviewActionSet }) {
  const fields = { versionId: version.id };
  return (
    <>
      <WithReason
        label="Release…"
        words="Back to where it was before, as far as its verdict still allows that."
        action={actions.release}
        fields={fields}
        submit={`Release ${version.version}`}
      />
      <RejectForm version={version} action={actions.reject} />
    </>
  );
}

function WithReason({
  label,
  words,
  action,
  fields,
  submit,
  isDanger,
}: {
  label: string;
  words: string;
  action: FormAction;
  fields: Record<string, string | number>;
  submit: string;
  isDanger?: boolean;
}) {
  const variant = isDanger ? "danger" : "secondary";
  return (
    <Reveal label={label} variant={variant}>
      <p>{words}</p>
      <ActionForm action={action} fields={fields} submit={submit} pending="Saving…" variant={variant}>
        {(state) => <ReasonField label="Reason" state={state} />}
      </ActionForm>
    </Reveal>
  );
}
