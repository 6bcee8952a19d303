"use client";

import { ActionForm, type FormAction } from "./action-form";
import { TextField } from "./text-field";

/** A package name and a name. */
export function ReserveForm({ action }: { action: FormAction }) {
  return (
    <ActionForm action={action} fields={{}} submit="Reserve" pending="Reserving…" variant="primary" size="md">
      {(state) => (
        <div className="grid gap-4">
          <TextField
            label="Package name"
            name="packageName"
            state={state}
            maxLength={100}
            spellCheck={false}
            autoCapitalize="none"
            hint="The name that Python imports: a letter first, then letters, digits and _. For example river_tools."
          />
          <TextField label="Name" name="name" state={state} maxLength={100} hint="What people read in the list. For example River Tools." />
        </div>
      )}
    </ActionForm>
  );
}
