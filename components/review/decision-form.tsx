"use client";

import { type ReactNode, type RefObject, useEffect, useId, useRef, useState } from "react";
import type { ActionState } from "@/lib/action-state";
import { ActionOutcome, type FormAction } from "../owner/action-form";
import { useServerForm } from "../owner/use-server-form";
import { Button, type ButtonVariant } from "../ui/button";
import { CHECKLIST_FIELD } from "./checklist-form";

export interface DecisionFormProps {
  action: FormAction;
  fields: Record<string, string | number>;
  /** Takes the same form and answers with the mail as its readers would get it. */
  previewHref: string;
  outcome: "approved" | "returned" | "rejected" | "quarantined" | "released";
  submit: string;
  variant: ButtonVariant;
  /** So that the checklist's boxes, which stand elsewhere, are sent along without JavaScript. */
  formId?: string;
  children: (state: ActionState) => ReactNode;
}

/** A decision with its reason: first a look at the mail that it sends, then the decision. */
export function DecisionForm({ action, fields, previewHref, outcome, submit, variant, formId, children }: DecisionFormProps) {
  const { state, formAction, send, isPending } = useServerForm(action);
  const frame = useId();
  // Without JavaScript the mail opens on a page of its own: a frame that nothing opens could not be seen.
  const [isScripted, setScripted] = useState(false);
  const preview = useRef<HTMLDialogElement>(null);
  useEffect(() => setScripted(true), []);
  return (
    <form
      id={formId}
      action={formAction}
      onSubmit={(event) => {
        const { submitter } = event.nativeEvent as SubmitEvent;
        if (submitter?.hasAttribute("formaction")) return preview.current?.showModal();
        event.preventDefault();
        if (!isPending) send(withTicks(event.currentTarget));
      }}
      className="grid gap-3"
    >
      {Object.entries({ ...fields, outcome }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children(state)}
      <ActionOutcome state={state} />
      <div className="flex flex-wrap gap-2">
        <Button size="sm" formAction={previewHref} formMethod="post" formTarget={isScripted ? frame : "_blank"} formNoValidate>
          See the mail
        </Button>
        <Button variant={variant} size="sm" disabled={isPending}>
          {isPending ? "Saving…" : submit}
        </Button>
      </div>
      {isScripted ? <MailPreview frame={frame} dialog={preview} /> : null}
    </form>
  );
}

/** Over the page, as wide as mails are read: the column of the forms is too narrow for one. */
function MailPreview({ frame, dialog }: { frame: string; dialog: RefObject<HTMLDialogElement | null> }) {
  const heading = useId();
  return (
    <dialog
      ref={dialog}
      aria-labelledby={heading}
      className="m-auto w-[min(46rem,calc(100vw-1.5rem))] rounded-card border border-line bg-surface p-4 text-ink backdrop:bg-black/50"
    >
      <div className="mb-3 flex items-center justify-between gap-3">
        <h2 id={heading} className="font-bold">
          The mail, as its readers get it
        </h2>
        <Button type="button" size="sm" onClick={() => dialog.current?.close()}>
          Close
        </Button>
      </div>
      <iframe
        name={frame}
        title="The mail"
        sandbox=""
        className="h-[min(42rem,calc(100dvh-9rem))] w-full rounded-control border border-line"
      />
    </dialog>
  );
}

/** The boxes belong to one form only; the other decisions take their ticks along too. */
function withTicks(form: HTMLFormElement): FormData {
  const data = new FormData(form);
  data.delete(CHECKLIST_FIELD);
  for (const box of document.querySelectorAll<HTMLInputElement>(`input[name="${CHECKLIST_FIELD}"]:checked`))
    data.append(CHECKLIST_FIELD, box.value);
  return data;
}
