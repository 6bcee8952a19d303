"use client";

import { referenceOf } from "@/lib/domain/decisions";
import { ActionForm, type FormAction } from "../owner/action-form";
import { ReasonField } from "../owner/reason-field";
import { Reveal } from "../owner/reveal";
import { allOf } from "../scan/words";
import { Time } from "../ui/time";

interface Asked {
  decisionId: string;
  groupNo: number | null;
  places: number;
  dueAt: Date;
}

/** The approver's yes or no to a request of the owner: to all its places, whichever of them it stands below. */
export function AcceptanceForms({ asked, action }: { asked: Asked; action: FormAction }) {
  const { decisionId, groupNo, places, dueAt } = asked;
  const reference = referenceOf(groupNo);
  return (
    <div className="flex flex-wrap items-start gap-2">
      <p className="basis-full text-sm">
        {reference ? <strong>{reference}, </strong> : null}to be answered by <Time at={dueAt} />.
        {places > 1 ? ` The answer counts for ${allOf(places, "place")} of this request.` : null}
      </p>
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
