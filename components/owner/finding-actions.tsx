"use client";

import { ActionForm, type FormAction } from "./action-form";
import { useOwnerActions } from "./owner-actions";
import { ReasonField } from "./reason-field";
import { Reveal } from "./reveal";

export interface ActionableFinding {
  findingId: number;
  versionId: number;
  severity: "critical" | "warning" | "info";
  standing: "open" | "suppressed" | "acknowledged" | "accepted";
  checkId: string;
  /** Who looks: an approver may refuse what a comment in the code hides. */
  viewer?: "editor" | "reviewer";
  /** The decision that keeps the finding, where the viewer may take it back. */
  decisionId?: string;
  /** An approver was asked already and has not answered. */
  isAsked?: boolean;
}

/** What can be said about one finding, by its editor or by an approver; nothing outside an OwnerActionsProvider. */
export function FindingActions(finding: ActionableFinding) {
  const actions = useOwnerActions();
  if (!actions) return null;
  const { findingId, versionId, severity, standing, viewer = "editor" } = finding;
  const fields = { findingId, versionId };
  if (finding.decisionId && (standing === "acknowledged" || standing === "accepted")) {
    return (
      <ActionForm
        action={actions.withdrawDecision}
        fields={{ decisionId: finding.decisionId }}
        submit="Let it count again"
        pending="Saving…"
      />
    );
  }
  if (viewer === "reviewer") {
    if (standing !== "suppressed") return null;
    return (
      <Say
        label="Refuse this suppression…"
        words="The finding counts again, whatever the comment in the code says. The author reads your reason."
        action={actions.refuseSuppression}
        fields={fields}
        submit="Refuse the suppression"
      />
    );
  }
  if (standing !== "open") return null;
  if (finding.isAsked) return <p className="text-sm text-muted">An approver was asked to accept this finding. The answer comes by mail.</p>;
  if (severity === "critical") {
    return (
      <Say
        label="Ask for acceptance…"
        words="When this is what your plugin is meant to do, tell an approver why. A yes lifts this finding at once, without a new upload."
        action={actions.askForAcceptance}
        fields={fields}
        submit="Ask an approver"
      />
    );
  }
  if (severity !== "warning") return null;
  return (
    <Say
      label="Considered and kept…"
      words="Say why it stays. The finding then leaves the count of advice, in later versions too, until its code changes."
      action={actions.acknowledge}
      fields={fields}
      submit="Keep it knowingly"
    />
  );
}

function Say({
  label,
  words,
  action,
  fields,
  submit,
}: {
  label: string;
  words: string;
  action: FormAction;
  fields: Record<string, string | number>;
  submit: string;
}) {
  return (
    <Reveal label={label}>
      <p>{words}</p>
      <ActionForm action={action} fields={fields} submit={submit} pending="Saving…" variant="primary">
        {(state) => <ReasonField label="Reason" state={state} />}
      </ActionForm>
    </Reveal>
  );
}
