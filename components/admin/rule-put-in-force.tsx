"use client";

import { ActionForm, type FormAction } from "../owner/action-form";
import { ReasonField } from "../owner/reason-field";

/** The last step: with a note, and for the change that was looked at. */
export function RulePutInForce({ action, fields }: { action: FormAction; fields: Record<string, string> }) {
  return (
    <ActionForm action={action} fields={fields} submit="Put in force" pending="Putting it in force…" variant="primary" size="md">
      {(state) => <ReasonField name="note" label="Why" hint="Kept in the history, with your name and the date." state={state} />}
    </ActionForm>
  );
}
