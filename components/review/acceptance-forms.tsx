"use client";

import { ActionForm, type FormAction } from "../owner/action-form";
import { ReasonField } from "../owner/reason-field";
import { Reveal } from "../owner/reveal";

/** The approver's yes or no to a finding that its owner wants to keep. */
export function AcceptanceForms({ decisionId, action }: { decisionId: string; action: FormAction }) {
  return (
    <div className="flex flex-wrap items-start gap-2">
      <Reveal label="Accept this finding…" variant="primary">
        <p>The finding stops counting at once, also in later versions, until its code changes. Asked again after 24 months.</p>
        <ActionForm
          action={action}
          fields={{ decisionId, answer: "accept" }}
          submit="Accept the finding"
          pending="Saving…"
          variant="primary"
        >
          {(state) => <ReasonField label="Why it may stay" state={state} />}
        </ActionForm>
      </Reveal>
      <Reveal label="Refuse…" variant="danger">
        <p>The finding goes on counting. The author reads your reason.</p>
        <ActionForm
          action={action}
          fields={{ decisionId, answer: "refuse" }}
          submit="Refuse the request"
          pending="Saving…"
          variant="danger"
        >
          {(state) => <ReasonField label="Why it may not stay" state={state} />}
        </ActionForm>
      </Reveal>
    </div>
  );
}
