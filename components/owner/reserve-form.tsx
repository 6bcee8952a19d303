"use client";

import { PackageProblem } from "../upload/package-problems";
import { ActionForm, type FormAction } from "./action-form";
import { TextField } from "./text-field";

/** A package name and a name, with every problem beside them. */
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
            hint="The plugin's folder: letters, digits and _, as Python imports it. For example river_tools."
          />
          <TextField label="Name" name="name" state={state} maxLength={100} hint="What people read in the list. For example River Tools." />
          {state.error?.details?.map((problem) => (
            <PackageProblem key={problem.code + problem.message} problem={problem} />
          ))}
        </div>
      )}
    </ActionForm>
  );
}
