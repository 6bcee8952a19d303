"use client";

import { ActionForm, type FormAction } from "../owner/action-form";
import { TextField } from "../owner/text-field";

/** Asks for a mail with a link that signs in. */
export function MailLinkForm({ action, from }: { action: FormAction; from: string }) {
  return (
    <ActionForm action={action} fields={{ from }} submit="Send me a link" pending="Sending it…" variant="primary" size="md">
      {(state) => (
        <TextField
          label="Your mail address"
          hint="We send you a link that signs you in. No password; a new address makes a new account."
          state={state}
          name="email"
          type="email"
          maxLength={254}
          autoComplete="email"
        />
      )}
    </ActionForm>
  );
}
